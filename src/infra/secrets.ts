import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
} from 'node:crypto';
import type { CodeId } from '../core/ids.js';

/** 32 symbols without I, L, O and U; 12 of them carry 60 bits (at least 50 are demanded). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 12;

/** Everything derived from SECRET_KEY. */
export type Secrets = {
  /** What is stored of a code in place of the code. */
  codeId(code: string): CodeId;
  /** A fresh code in its canonical form. */
  freshCode(): string;
  /** Stands for a person where a person must be erasable: audit, history, tombstones. */
  pseudonym(user: string): string;
  /** What stands at the end of an address that only we can have made. */
  signLink(claim: string): string;
  /** Encrypts a field (AES-256-GCM); the key's id stands in front so that keys can rotate. */
  seal(plain: string): string;
  /** The plain field; throws when it was tampered with or sealed by another key. */
  unseal(sealed: string): string;
};

const keyId = 'k1';

/** `secretKey`: 32 bytes. */
export function makeSecrets(secretKey: Buffer): Secrets {
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secretKey, '', `change-leaders:${purpose}`, 32));
  const codeKey = derive('codes');
  const personKey = derive('pseudonyms');
  const fieldKey = derive('fields');
  const linkKey = derive('links');
  const mac = (key: Buffer, text: string): string =>
    createHmac('sha256', key).update(text).digest('base64url');
  return {
    codeId: (code) => mac(codeKey, code) as CodeId,
    freshCode: () =>
      Array.from({ length: codeLength }, () => alphabet.charAt(randomInt(alphabet.length))).join(
        '',
      ),
    pseudonym: (user) => mac(personKey, user).slice(0, 22),
    signLink: (claim) => mac(linkKey, claim),
    seal(plain) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', fieldKey, iv);
      const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `${keyId}.${Buffer.concat([iv, cipher.getAuthTag(), data]).toString('base64url')}`;
    },
    unseal(sealed) {
      const [id, body = ''] = sealed.split('.');
      if (id !== keyId) throw new Error('sealed by an unknown key');
      const bytes = Buffer.from(body, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', fieldKey, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString(
        'utf8',
      );
    },
  };
}

/** SHA-256 in hex, e.g. of the exact consent text. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
