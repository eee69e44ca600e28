import { t } from '../../use/i18n'
import { pinFault } from '../../use/vault'

/** What is wrong with a PIN that was typed twice, as a sentence; empty when nothing is. */
export function faultOf(pin: string, again: string): string {
  const fault = pinFault(pin)
  return fault ? t(`lock.${fault}`) : pin === again ? '' : t('lock.differs')
}
