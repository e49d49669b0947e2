const PATHS = {
  plus: 'M12 5v14M5 12h14',
  send: 'M4 12l16-8-6 16-3-7z',
  sticker: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 14q4 4 8 0M9 9.5v.5M15 9.5v.5',
  voice:
    'M12 4a2.5 2.5 0 0 0-2.5 2.5v5a2.5 2.5 0 0 0 5 0v-5A2.5 2.5 0 0 0 12 4M6 11a6 6 0 0 0 12 0M12 17v3',
  photo: 'M4 6h16v12H4zM4 15l5-4 4 3 3-2 4 3M15.5 9.5v.1',
  friend: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M3 20q0-6 6-6t6 6M19 8v6M16 11h6',
  play: 'M8 5l11 7-11 7z',
  place:
    'M12 21q-6.5-7-6.5-11.5a6.5 6.5 0 0 1 13 0Q18.5 14 12 21M12 7.5a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  warn: 'M12 4l9 16H3zM12 10v5M12 17.5v.1',
  dots: 'M12 5.5v.1M12 12v.1M12 18.5v.1',
  menu: 'M4 7h16M4 12h16M4 17h16',
  keyboard: 'M3 7h18v10H3zM7 10.5v.1M11 10.5v.1M15 10.5v.1M8 14h8',
  undo: 'M9 7L4 12l5 5M4 12h10a6 6 0 0 1 6 6',
  code: 'M9 7l-5 5 5 5M15 7l5 5-5 5',
  close: 'M6 6l12 12M18 6L6 18',
  help: 'M9 9.5a3 3 0 1 1 4.2 2.7q-1.2.6-1.2 2M12 17.5v.1',
  letters: 'M3 18L8 6l5 12M4.7 14h6.6M15 18l3-7 3 7M16 16h4',
  block: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M6.5 6.5l11 11',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.8"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
