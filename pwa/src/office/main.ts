import { createApp } from 'vue'
import '../styles/tokens.css'
import '../styles/base.css'
import '../styles/print.css'
import './office.css'
import { say } from '../parts/toasts'
import { addWords, rememberedLocale, setLocale, t } from '../use/i18n'
import { sayProblem } from '../use/refusal'
import { addRefusalWords } from '../use/refusalWords'
import { openSession } from '../use/session'
import { recallSettings } from '../use/settings'
import OfficeApp from './OfficeApp.vue'
import { router } from './router'
import { officeWords } from './words'

async function start(): Promise<void> {
  document.documentElement.classList.add('desk')
  recallSettings()
  await addWords(officeWords)
  if (rememberedLocale() === 'en') await setLocale('en').catch(() => undefined)
  const problem = await openSession('desk')
  const app = createApp(OfficeApp)
  app.config.errorHandler = (error) => {
    say(`${t('error.title')}：${error instanceof Error ? error.message : String(error)}`, { tone: 'bad' })
    setTimeout(() => {
      throw error
    })
  }
  app.use(router).mount('#app')
  await addRefusalWords().catch(() => undefined)
  if (problem) say(sayProblem(problem).text, { tone: 'bad' })
}

void start()
