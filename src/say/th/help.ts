import type { Role } from '../../core/actor.js';

const titles: Record<Role, string> = {
  guest: 'ทำอะไรได้บ้าง',
  leader: 'เมนูผู้นำ',
  officer: 'เมนูเจ้าหน้าที่',
  admin: 'เมนูผู้ดูแล',
};

export const help = {
  title: (p: { role: Role }) => titles[p.role],
} as const;
