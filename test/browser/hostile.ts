import type { Browser } from 'playwright-core';
import { openGallery } from './gallery.js';

const words = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '</span></div><h1>หัวเรื่องปลอม</h1>',
  'javascript:alert(1)',
  '[ลิงก์](javascript:alert(1))',
  '&lt;b&gt; &#x3C;b&#x3E;',
  '\u202Eกลับด้าน\u202C \u2066แยก\u2069 \u200F',
  'style="position:fixed;inset:0"',
];

const flexOf = (hostile: string) => ({
  type: 'flex',
  altText: hostile,
  contents: {
    type: 'bubble',
    body: {
      type: 'box',
      layout: 'vertical',
      contents: [
        { type: 'text', text: hostile, wrap: true },
        { type: 'text', text: 'ก', contents: [{ type: 'span', text: hostile }], wrap: true },
        {
          type: 'button',
          action: { type: 'postback', label: hostile.slice(0, 40), data: hostile },
        },
      ],
    },
  },
});
const templateOf = (hostile: string) => ({
  type: 'template',
  altText: hostile,
  template: {
    type: 'buttons',
    title: hostile.slice(0, 40),
    text: hostile.slice(0, 60),
    actions: [{ type: 'message', label: hostile.slice(0, 20), text: hostile }],
  },
});

/** Whatever a bot sends is text: no element, no script, no link of its making, and nothing runs. */
export async function staysText(browser: Browser): Promise<void> {
  const quickReply = {
    items: words.slice(0, 3).map((hostile) => ({
      type: 'action',
      action: { type: 'message', label: hostile.slice(0, 20), text: hostile },
    })),
  };
  const messages = words.flatMap((hostile) => [
    { type: 'text', text: hostile },
    flexOf(hostile),
    templateOf(hostile),
  ]);
  const gallery = await openGallery(browser, [
    ...messages,
    { type: 'text', text: 'จบ', sender: { name: '<b>ชื่อ</b>' }, quickReply },
  ]);
  const { page } = gallery;
  try {
    let ran = '';
    page.on('dialog', (dialog) => {
      ran = dialog.message();
      void dialog.dismiss();
    });
    // A person taps a link whose address is no address; LINE itself would have refused to send it.
    await page.evaluate(`fetch('/_sim/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-simulator': 'page' },
      body: JSON.stringify({
        userId: 'U' + 'a'.repeat(32),
        do: 'taps',
        action: { type: 'uri', uri: 'javascript:alert(1)' },
      }),
    })`);
    await page.locator('.notice', { hasText: 'javascript:alert(1)' }).waitFor();
    for (const hostile of words) {
      const shown = await page.locator('.bubble').allInnerTexts();
      if (!shown.includes(hostile)) throw new Error(`not shown as it was sent: ${hostile}`);
    }
    const made = await page.evaluate(
      `[...document.querySelectorAll('.log :is(script, iframe, object, h1, b, a, [onerror], [src="x"])')].map((e) => e.outerHTML)`,
    );
    if (Array.isArray(made) && made.length > 0) throw new Error(`markup came through: ${made}`);
    const time = await page.locator('.entry time').first().innerText();
    if (!/^\d\d:\d\d$/.test(time)) throw new Error(`the time reads ${time}`);
    if (ran !== '') throw new Error(`something ran: ${ran}`);
  } finally {
    await gallery.close();
  }
}
