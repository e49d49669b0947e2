import { connect } from 'node:net';
import { startWorld, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Sends one character a second for ever; what was heard until the connection was closed, and when. */
const drip = (port: number, head: string): Promise<{ heard: string; afterMs: number }> =>
  new Promise((resolve) => {
    const started = performance.now();
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    const timer = setInterval(() => socket.write('x'), 1_000);
    socket.on('data', (chunk) => {
      heard += String(chunk);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(timer);
      resolve({ heard, afterMs: performance.now() - started });
    });
    socket.write(head);
  });

test('the bot as it is started answers slow senders 408 after 10 s, and others meanwhile', async () => {
  const { port } = world.bot;
  const heads = [
    'POST /webhook HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{',
    'POST /webhook HTTP/1.1\r\nhost: x\r\nx-slow: ',
  ];
  const slow = Promise.all(
    Array.from({ length: 100 }, (_, i) => drip(port, heads[i % heads.length] ?? '')),
  );
  expect((await world.simulator.says(world.phone('somebody').id, 'เมนู')).status).toBe(200);
  for (const { heard, afterMs } of await slow) {
    expect(heard).toMatch(/^HTTP\/1\.1 408 /);
    expect(afterMs).toBeGreaterThan(9_900);
    expect(afterMs).toBeLessThan(11_500);
  }
});
