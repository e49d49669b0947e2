import { randomUUID } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * One process at a time may open a folder. Lock files are numbered: the highest number is the
 * owner's. Taking over from a dead owner means creating the next number, which only one process can
 * do (`link` fails when the name exists), so there is no moment in which two believe they own the
 * folder. The highest file is never deleted, only emptied by its owner at the end.
 */
const lockName = /^lock-(\d+)$/;

type Owner = { pid: number; startedAt: string };

/**
 * @returns how to give the folder free again
 * @throws Error naming the folder and the process that has it open
 */
export function lockFolder(dir: string): () => void {
  const claim = join(dir, `claim-${randomUUID()}`);
  const self: Owner = { pid: process.pid, startedAt: startOf(process.pid) ?? '' };
  writeFileSync(claim, JSON.stringify(self), { mode: 0o600, flag: 'wx' });
  try {
    const number = takeNext(dir, claim);
    for (const older of lockNumbers(dir))
      if (older < number) rmSync(join(dir, `lock-${older}`), { force: true });
    return () => writeFileSync(join(dir, `lock-${number}`), '');
  } finally {
    rmSync(claim, { force: true });
  }
}

function takeNext(dir: string, claim: string): number {
  for (;;) {
    const highest = Math.max(0, ...lockNumbers(dir));
    const owner = readOwner(join(dir, `lock-${highest}`));
    if (owner && isRunning(owner)) {
      throw new Error(
        `The data folder ${dir} is in use by process ${owner.pid}. Stop it first, or use another folder.`,
      );
    }
    try {
      linkSync(claim, join(dir, `lock-${highest + 1}`));
      return highest + 1;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function lockNumbers(dir: string): number[] {
  return readdirSync(dir).flatMap((name) => {
    const number = lockName.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

/** null: nobody, or the owner has given it free */
function readOwner(file: string): Owner | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return null;
  }
}

/** A number of a process is used again some day (in a container it is always 1): its start counts too. */
function isRunning({ pid, startedAt }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = startOf(pid);
  return now === undefined || now === startedAt;
}

/** Boot and start time of a process where the system tells (Linux); undefined elsewhere. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // the name, in parentheses, may contain anything: the 20 fields are counted from its end
    return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return undefined;
  }
}
