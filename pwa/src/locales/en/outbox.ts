import type outbox from '../zh-CN/outbox'
import type { Translation } from '../translation'

export default {
  'outbox.title': 'Outbox',
  'outbox.stuck': 'Not delivered',
  'outbox.none': 'Nothing is stuck',
  'outbox.noneNote': 'Reports, notices and events that were tried often or given up are listed here',
  'outbox.kind.report': 'Report',
  'outbox.kind.notice': 'Notice',
  'outbox.kind.webhook': 'Webhook event',
  'outbox.state.waiting': 'Still tried',
  'outbox.state.dead': 'Given up',
  'outbox.tries': 'Tried',
  'outbox.times': '{count} times',
  'outbox.why': 'Why',
  'outbox.since': 'Since',
  'outbox.again': 'Send again',
  'outbox.sent': 'Put first',
  'outbox.hooks': 'Webhooks',
  'outbox.hooksWhat': 'Other systems are told when something happens: which check and what, nothing of the case. At least once; an event may come again under the same id. Signature: HMAC-SHA-256 over timestamp + “.” + body.',
  'outbox.hookName': 'Name',
  'outbox.hookUrl': 'Address (https)',
  'outbox.hookMake': 'Add',
  'outbox.hookSecret': 'The secret is shown only now; give it to the other system:',
  'outbox.hookEnd': 'End it',
  'outbox.hookEnded': 'Ended',
  'outbox.noHooks': 'No webhooks',
} as const satisfies Translation<typeof outbox>
