import type { Role } from '../use/office/register'

/** The places of the rail, and who finds something there. Roles follow the routes of the API. */
export const PLACES = [
  { name: 'checks', to: '/', icon: 'checks', label: 'office.nav.checks' },
  { name: 'plans', to: '/plans', icon: 'today', label: 'office.nav.plans' },
  { name: 'draws', to: '/draws', icon: 'check', label: 'office.nav.draws' },
  { name: 'board', to: '/board', icon: 'today', label: 'office.nav.board' },
  { name: 'due', to: '/due', icon: 'today', label: 'desk.due.title' },
  { name: 'enterprises', to: '/enterprises', icon: 'enterprises', label: 'office.nav.enterprises' },
  { name: 'reports', to: '/reports', icon: 'sent', label: 'reports.title' },
  { name: 'archive', to: '/archive', icon: 'seal', label: 'office.nav.archive' },
  { name: 'checklists', to: '/checklists', icon: 'paper', label: 'office.nav.checklists' },
  { name: 'people', to: '/people', icon: 'people', label: 'office.nav.people' },
  { name: 'ways', to: '/ways', icon: 'pen', label: 'office.nav.ways' },
  { name: 'avoidance', to: '/people/avoidance', icon: 'people', label: 'office.nav.avoidance' },
  { name: 'rescue', to: '/rescue', icon: 'upload', label: 'office.rescue.title' },
  { name: 'outbox', to: '/outbox', icon: 'sent', label: 'outbox.title' },
  { name: 'notices', to: '/notices', icon: 'bell', label: 'notices.title' },
  { name: 'looks', to: '/looks', icon: 'people', label: 'looks.title' },
  { name: 'devices', to: '/devices', icon: 'phone', label: 'office.nav.devices' },
  { name: 'me', to: '/me', icon: 'me', label: 'office.nav.me' },
] as const

export type PlaceName = (typeof PLACES)[number]['name']

const WHO: Readonly<Record<PlaceName, (role: Role) => boolean>> = {
  plans: (role) => role === 'section_head' || role === 'leader' || role === 'policy' || role === 'admin',
  draws: (role) => role === 'section_head' || role === 'leader' || role === 'policy' || role === 'admin',
  board: (role) => role === 'section_head' || role === 'leader',
  checks: (role) => role !== 'admin',
  due: (role) => role === 'inspector' || role === 'section_head' || role === 'leader' || role === 'policy' || role === 'town',
  enterprises: (role) => role !== 'expert' && role !== 'enterprise',
  reports: (role) => role === 'inspector' || role === 'section_head' || role === 'leader' || role === 'policy',
  archive: (role) => role === 'inspector' || role === 'section_head' || role === 'leader' || role === 'policy',
  checklists: () => true,
  people: (role) => role === 'section_head' || role === 'leader' || role === 'policy' || role === 'admin',
  ways: (role) => role === 'section_head' || role === 'leader' || role === 'policy' || role === 'admin',
  avoidance: (role) => role === 'inspector',
  rescue: (role) => role === 'section_head' || role === 'policy' || role === 'admin',
  outbox: (role) => role === 'admin',
  notices: () => true,
  looks: (role) => role === 'policy',
  devices: (role) => role === 'leader' || role === 'policy' || role === 'admin',
  me: () => true,
}

/** The places open to a role, in the order of the rail. */
export const placesFor = (role: Role): (typeof PLACES)[number][] => PLACES.filter((p) => WHO[p.name](role))
export const mayEnter = (role: Role, place: string): boolean => !(place in WHO) || WHO[place as PlaceName](role)
