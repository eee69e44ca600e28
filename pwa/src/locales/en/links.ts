import type links from '../zh-CN/links'
import type { Translation } from '../translation'

export default {
  'links.code': 'QR code',
  'links.title': 'Links for signing',
  'links.note': 'Makes a link that is good for this check only. Whoever scans it reads the record on their own phone, without an account, and signs it or says why not.',
  'links.needsNetwork': 'Making a link needs the network; without one, sign on this phone.',
  'links.name': 'Who signs',
  'links.post': 'Post',
  'links.days': 'Open for',
  'links.days1': '1 day',
  'links.days7': '7 days',
  'links.days30': '30 days',
  'links.make': 'Make the QR code',
  'links.making': 'Being made',
  'links.scan': '{name} scans this to sign',
  'links.scanNote': 'The code is shown only now; open until {at}, and can be revoked at any time',
  'links.copy': 'Copy the link',
  'links.copied': 'The link is copied',
  'links.made': 'Links made',
  'links.none': 'No links yet',
  'links.until': 'Until {at} · used {uses} times',
  'links.revoke': 'Revoke',
  'links.revoked': 'Revoked',
  'links.over': 'Expired',
  'links.ended': 'The link of {name} is revoked',
} as const satisfies Translation<typeof links>
