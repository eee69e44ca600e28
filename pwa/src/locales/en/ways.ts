import type ways from '../zh-CN/ways'
import type { Translation } from '../translation'

export default {
  'ways.title': 'Ways to sign',
  'ways.what': 'Work Safety Law 68 asks both sides to sign and names no way; which ways are accepted the bureau sets. It counts for checks approved from now on; those approved already keep what was set then.',
  'ways.readOnly': 'Set by the administrator; here to read.',
  'ways.phone': 'On the inspector’s phone, face to face',
  'ways.phone.how': 'The phone is handed over locked to the signing page; the signer reads to the end and signs by hand. Works without a network.',
  'ways.phone.law': 'An electronic signature, not by itself a “reliable” one (Electronic Signature Law 13). Strokes, both times and the digest of what was seen are kept to be weighed.',
  'ways.own_phone': 'On the enterprise’s own phone, signed in',
  'ways.own_phone.how': 'With an account the bureau gave them, people of the enterprise see their own checks only, read and sign on their own phone.',
  'ways.own_phone.law': 'The holder of the account alone controls the signing, which is nearer to Electronic Signature Law 13 than a borrowed phone. Record to whom an account was given.',
  'ways.own_link': 'On the enterprise’s own phone, by code, no account',
  'ways.own_link.how': 'The inspector shows a code on the spot; the link opens this one check, ends by itself and can be revoked. Switched off, no link to sign is made and those given out sign nothing.',
  'ways.own_link.law': 'Whoever has the link can sign; who it was rests on having been face to face. Do not rely on it alone where a dispute is likely.',
  'ways.paper': 'On paper',
  'ways.paper.how': 'Printed, signed with a pen, each page photographed; the code on a page tells whether pages are complete and right.',
  'ways.paper.law': 'A signature by hand, the safest. The sheets themselves are kept as the archive rules ask.',
  'ways.certificate': 'With a certificate',
  'ways.certificate.how': 'A certificate of a licensed authority signs the digest, and the server verifies it; trusted roots must be configured on the server first.',
  'ways.certificate.law': 'Where Electronic Signature Law 13 is met, equal to a signature by hand or a seal (14).',
  'ways.on': 'Accepted',
  'ways.off': 'Not accepted',
  'ways.save': 'Save',
  'ways.saved': 'Saved; counts for checks approved from now on',
  'ways.changed': 'Changed, not saved yet',
} satisfies Translation<typeof ways>
