import type { LineAction } from './chats.js';
import type { Content } from './contents.js';
import type { RichMenuArea, RichMenuView } from './page-contract.js';

/** A rich menu object that has passed the checks. */
export type RichMenuObject = {
  readonly size: { readonly width: number; readonly height: number };
  readonly selected: boolean;
  readonly name: string;
  readonly chatBarText: string;
  readonly areas: readonly RichMenuArea[];
};
export type RichMenu = RichMenuObject & { readonly richMenuId: string };

/** One user's menu changes, or everybody's who has none of their own. */
export type MenuChange = { readonly userId: string } | 'default';

/** What becomes of a tap that switches menus, in LINE's words. */
export type SwitchStatus = 'SUCCESS' | 'RICHMENU_ALIAS_ID_NOTFOUND' | 'RICHMENU_NOTFOUND';

export type RichMenus = {
  add(menu: RichMenu): void;
  get(richMenuId: string): RichMenu | null;
  list(): readonly RichMenu[];
  remove(richMenuId: string): void;
  image(richMenuId: string): Content | null;
  setImage(richMenuId: string, image: Content): void;
  readonly aliases: Map<string, string>;
  /** The menu of everybody who has none of their own. */
  defaultId(): string | null;
  setDefault(richMenuId: string | null): void;
  linkOf(userId: string): string | null;
  links(): ReadonlyMap<string, string>;
  /** Null takes the user's own menu away. */
  link(userId: string, richMenuId: string | null): void;
  /** What this user sees: their own menu before the default one. */
  seenBy(userId: string): RichMenuView | null;
  /** The user tapped an area that switches menus. */
  switch(userId: string, action: LineAction): SwitchStatus;
  watch(watcher: (change: MenuChange) => void): () => void;
  clear(): void;
};

/** The channel's rich menus, and who sees which. */
export function createRichMenus(): RichMenus {
  const menus = new Map<string, RichMenu>();
  const images = new Map<string, Content>();
  const aliases = new Map<string, string>();
  const links = new Map<string, string>();
  const watchers = new Set<(change: MenuChange) => void>();
  let defaultId: string | null = null;

  const tell = (change: MenuChange): void => {
    for (const watcher of watchers) watcher(change);
  };
  const link = (userId: string, richMenuId: string | null): void => {
    if (richMenuId === null) links.delete(userId);
    else links.set(userId, richMenuId);
    tell({ userId });
  };
  const setDefault = (richMenuId: string | null): void => {
    defaultId = richMenuId;
    tell('default');
  };
  return {
    add: (menu) => void menus.set(menu.richMenuId, menu),
    get: (richMenuId) => menus.get(richMenuId) ?? null,
    list: () => [...menus.values()],
    remove(richMenuId) {
      menus.delete(richMenuId);
      images.delete(richMenuId);
      if (defaultId === richMenuId) setDefault(null);
      for (const [userId, linked] of links) if (linked === richMenuId) link(userId, null);
    },
    image: (richMenuId) => images.get(richMenuId) ?? null,
    setImage: (richMenuId, image) => void images.set(richMenuId, image),
    aliases,
    defaultId: () => defaultId,
    setDefault,
    linkOf: (userId) => links.get(userId) ?? null,
    links: () => links,
    link,
    seenBy(userId) {
      const menu = menus.get(links.get(userId) ?? defaultId ?? '');
      return menu === undefined
        ? null
        : { ...menu, image: `/_sim/richmenu/${menu.richMenuId}/image` };
    },
    switch(userId, action) {
      const richMenuId = aliases.get(String(action.richMenuAliasId));
      if (richMenuId === undefined) return 'RICHMENU_ALIAS_ID_NOTFOUND';
      if (!menus.has(richMenuId)) return 'RICHMENU_NOTFOUND';
      link(userId, richMenuId);
      return 'SUCCESS';
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    clear() {
      for (const map of [menus, images, aliases, links]) map.clear();
      setDefault(null);
    },
  };
}
