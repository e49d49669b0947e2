import { groupCommit } from '../../src/embedded-mongo/store/group-commit.js';

/** A writer that is finished by hand, and what it was given. */
function writer() {
  const groups: number[][] = [];
  const finish: ((error?: Error) => void)[] = [];
  const write = (changes: readonly number[]) =>
    new Promise<void>((resolve, reject) => {
      groups.push([...changes]);
      finish.push((error) => (error ? reject(error) : resolve()));
    });
  return { groups, finish, write };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('what arrives during a flush goes out together with the next one', async () => {
  const { groups, finish, write } = writer();
  const commits = groupCommit(write, () => undefined);
  const first = commits.append([1]);
  await settle();
  const others = [commits.append([2]), commits.append([3, 4]), commits.flushed()];
  await settle();
  expect(groups).toEqual([[1]]);
  finish[0]?.();
  await first;
  await settle();
  expect(groups).toEqual([[1], [2, 3, 4]]);
  finish[1]?.();
  await Promise.all(others);
});

test('nothing is reported as written before its own group is', async () => {
  const { finish, write } = writer();
  const commits = groupCommit(write, () => undefined);
  const done: string[] = [];
  void commits.append([1]).then(() => done.push('first'));
  await settle();
  void commits.append([2]).then(() => done.push('second'));
  finish[0]?.();
  await settle();
  expect(done).toEqual(['first']);
  finish[1]?.();
  await settle();
  expect(done).toEqual(['first', 'second']);
});

test('a failed write is reported once and ends everything that waits or comes later', async () => {
  const { groups, finish, write } = writer();
  const failures: Error[] = [];
  const commits = groupCommit(write, (error) => failures.push(error));
  const first = commits.append([1]);
  await settle();
  const second = commits.append([2]);
  finish[0]?.(new Error('disk full'));
  await expect(first).rejects.toThrow('writing the data file failed');
  await expect(second).rejects.toThrow('writing the data file failed');
  await expect(commits.append([3])).rejects.toThrow('writing the data file failed');
  await expect(commits.flushed()).rejects.toThrow('writing the data file failed');
  expect(groups).toEqual([[1]]);
  expect(failures).toHaveLength(1);
});
