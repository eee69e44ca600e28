/** Drawn here, 24×24, strokes only: no icon font, nothing fetched. */
export const ICONS = {
  back: ['M15 5l-7 7 7 7'],
  forward: ['M9 5l7 7-7 7'],
  down: ['M5 9l7 7 7-7'],
  close: ['M6 6l12 12M18 6L6 18'],
  today: ['M4 6h16v14H4z', 'M4 10h16M8 3v4M16 3v4', 'M9 15l2 2 4-4'],
  checks: ['M6 4h12v17H6z', 'M9 9h6M9 13h6M9 17h3', 'M10 2.500h4v3h-4z'],
  enterprises: ['M3 21V11l6 3v-3l6 3V5h5v16z', 'M7 17h2M12 17h2M17 10v0M17 14v0'],
  me: ['M12 12a4 4 0 100-8 4 4 0 000 8z', 'M4 21c1-4.500 4-6 8-6s7 1.500 8 6'],
  camera: ['M3 8h4l2-3h6l2 3h4v12H3z', 'M12 17a3.500 3.500 0 100-7 3.500 3.500 0 000 7z'],
  album: ['M4 5h16v14H4z', 'M4 16l5-5 4 4 3-2 4 4', 'M15.500 9.500v0'],
  plus: ['M12 5v14M5 12h14'],
  check: ['M5 12.500l4.500 4.500L19 7.500'],
  search: ['M11 18a7 7 0 100-14 7 7 0 000 14z', 'M16 16l5 5'],
  place: ['M12 21c5-5.500 7-8.500 7-12a7 7 0 10-14 0c0 3.500 2 6.500 7 12z', 'M12 11a2 2 0 100-4 2 2 0 000 4z'],
  pen: ['M4 20l1-5L16 4l4 4L9 19z', 'M14 6l4 4'],
  seal: ['M5 21h14M6 17h12v-3l-4-2c0-3 1.500-3.500 1.500-6a3.500 3.500 0 00-7 0c0 2.500 1.500 3 1.500 6l-4 2z'],
  paper: ['M6 3h9l4 4v14H6z', 'M14 3v5h5M9 13h7M9 17h7'],
  upload: ['M12 16V4M7 9l5-5 5 5M4 20h16'],
  warn: ['M12 4L2.500 20h19z', 'M12 10v5M12 17.500v0'],
  trash: ['M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6'],
  phone: ['M6 3h4l2 5-3 2c1 2.500 2.500 4 5 5l2-3 5 2v4c-9 2-17-6-15-15z'],
  more: ['M5 12v0M12 12v0M19 12v0'],
} as const

export type IconName = keyof typeof ICONS
