import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether `signature` is LINE's HMAC-SHA256 of exactly these bytes under one of the channel secrets (two
 * while rotating). Takes the same time wherever a wrong signature differs.
 */
export function isSigned(
  body: Buffer,
  signature: string | undefined,
  channelSecrets: readonly string[],
): boolean {
  // Strict base64 of 32 bytes: Buffer.from would skip over characters that do not belong.
  if (signature === undefined || !/^[A-Za-z0-9+/]{43}=$/.test(signature)) return false;
  const given = Buffer.from(signature, 'base64');
  let signed = false;
  for (const secret of channelSecrets) {
    const expected = createHmac('sha256', secret).update(body).digest();
    if (timingSafeEqual(expected, given)) signed = true;
  }
  return signed;
}
