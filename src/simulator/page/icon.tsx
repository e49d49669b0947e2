const PATHS = {
  plus: 'M12 5v14M5 12h14',
  send: 'M4 12l16-8-6 16-3-7z',
  sticker: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 14q4 4 8 0M9 9.5v.5M15 9.5v.5',
  voice:
    'M12 4a2.5 2.5 0 0 0-2.5 2.5v5a2.5 2.5 0 0 0 5 0v-5A2.5 2.5 0 0 0 12 4M6 11a6 6 0 0 0 12 0M12 17v3',
  photo: 'M4 6h16v12H4zM4 15l5-4 4 3 3-2 4 3M15.5 9.5v.1',
  friend: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M3 20q0-6 6-6t6 6M19 8v6M16 11h6',
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
