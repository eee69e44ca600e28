import type refusals from '../zh-CN/refusals'
import type { Translation } from '../translation'

export default {
  'internal': 'The server failed and nothing was changed. Try again later and tell the administrator number {requestId}.',
  'not_found': 'Not found, or not within your reach.',
  'unavailable': 'The server is busy and nothing was changed. It will be tried again by itself.',
  'rate_limited': 'Too many attempts. Wait a little and try again.',
  'too_large': 'This is larger than the server takes.',
  'act.unknown_kind': 'The server does not know this act.',
  'act.bad_body': 'The content of this act cannot be read.',
  'act.not_your_part': 'Your part in this check does not include this act.',
  'act.id_reused': 'This id already stands for another content; it cannot be sent again.',
  'act.newer_app': 'This app is newer than the server. The content stays here and goes up once the server is updated.',
  'network.none': 'No network. It is kept on this phone and goes up when there is signal.',
  'network.strange': 'The answer did not come from the Anjian server (perhaps a Wi-Fi sign-in page). Sign in to that network first.',
  'session.missing': 'Sign in first.',
  'photo.too_big': 'The photo is larger than 60 MB. Lower the camera’s resolution and take it again.',
  'photo.unreadable': 'This photo cannot be opened (perhaps HEIC). Choose “most compatible” in the camera settings, or take it here.',
  'photo.empty': 'The photo is empty. Take it again.',
  'local.timeout': 'The phone’s storage does not answer. Close other Anjian pages and open again; if that fails, restart the phone.',
  'local.blocked': 'Another Anjian page holds the storage. Close it and try again.',
  'local.full': 'No space left on this phone: this was not saved. Upload or free some space first.',
  'local.failed': 'The phone’s storage failed: this was not saved. Try again.',
  'local.newer': 'The data here was written by a newer version. Update the app.',
} as const satisfies Translation<typeof refusals>
