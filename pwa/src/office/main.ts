import { createApp } from 'vue'
import '../styles/tokens.css'
import '../styles/base.css'
import '../styles/print.css'
import { say } from '../parts/toasts'
import { addWords, rememberedLocale, setLocale } from '../use/i18n'
import { sayProblem } from '../use/refusal'
import { addRefusalWords } from '../use/refusalWords'
import { openSession } from '../use/session'
import OfficeApp from './OfficeApp.vue'
import { router } from './router'
import { officeWords } from './words'

async function start(): Promise<void> {
  await addWords(officeWords)
  if (rememberedLocale() === 'en') await setLocale('en')
  const problem = await openSession('desk')
  createApp(OfficeApp).use(router).mount('#app')
  await addRefusalWords().catch(() => undefined)
  if (problem) say(sayProblem(problem).text, { tone: 'bad' })
}

void start()
