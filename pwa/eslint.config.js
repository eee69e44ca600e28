import vue from 'eslint-plugin-vue'
import tsParser from '@typescript-eslint/parser'

/** Forbids imports by pattern, each with the reason a reader of the message needs. */
const refuse = (...rules) => ({
  'no-restricted-imports': ['error', { patterns: rules.map(([group, message]) => ({ group, message })) }],
})
const rooms = (...names) => names.flatMap((name) => [`../${name}/**`, `../../${name}/**`, `../../../${name}/**`])

const noVue = [['vue', 'vue-router', '*.vue'], 'This room knows no screens.']
const noDoor = [rooms('http'), 'Only sync and use reach the server.']

export default [
  { ignores: ['dist/**', 'node_modules/**', '**/*.gen.ts'] },
  ...vue.configs['flat/essential'],
  {
    files: ['**/*.ts', '**/*.vue'],
    languageOptions: { parserOptions: { parser: tsParser, sourceType: 'module' } },
  },
  { files: ['**/*.ts'], languageOptions: { parser: tsParser } },
  {
    files: ['src/**/*.vue'],
    rules: {
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
      'vue/no-static-inline-styles': 'error',
      'vue/html-button-has-type': 'error',
    },
  },
  // The floor plan, as lint. The law room has no windows at all.
  {
    files: ['src/inspection/**/*.ts', 'src/planning/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      ...refuse(
        noVue,
        [['idb', 'openapi-fetch'], 'The law room reads and writes nothing.'],
        [rooms('local', 'sync', 'http', 'use', 'camera', 'ink', 'parts', 'phone', 'office', 'guest'), 'The law room has no windows.'],
      ),
      'no-restricted-globals': ['error', 'window', 'document', 'fetch', 'indexedDB', 'navigator', 'localStorage'],
    },
  },
  {
    files: ['src/local/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: refuse(noVue, noDoor, [rooms('sync', 'use', 'parts', 'phone', 'office', 'guest'), 'The local store knows nobody above it.']),
  },
  {
    files: ['src/sync/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: refuse(noVue, [rooms('use', 'parts', 'phone', 'office', 'guest'), 'Sync knows no screens.']),
  },
  {
    files: ['src/http/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: refuse(noVue, [['idb', ...rooms('use', 'parts', 'phone', 'office', 'guest')], 'The wire knows no screens and no store; it speaks the words of sync.']),
  },
  {
    files: ['src/camera/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: refuse(noVue, [rooms('local', 'sync', 'http', 'use', 'parts', 'phone', 'office', 'guest'), 'This room stands alone.']),
  },
  {
    files: ['src/parts/**/*.{ts,vue}', 'src/ink/**/*.vue'],
    ignores: ['**/*.test.ts'],
    rules: refuse([rooms('local', 'sync', 'http', 'phone', 'office', 'guest'), 'A part shows what it is given; it fetches nothing.'], [['idb', 'openapi-fetch'], 'A part shows what it is given.']),
  },
  {
    files: ['src/phone/**/*.{ts,vue}', 'src/office/**/*.{ts,vue}', 'src/guest/**/*.{ts,vue}'],
    ignores: ['**/*.test.ts'],
    rules: refuse([rooms('local', 'sync', 'http'), 'Screens reach data only through use/.'], [['idb', 'openapi-fetch'], 'Screens reach data only through use/.']),
  },
  { files: ['src/sw.ts'], rules: refuse([['vue', '**/*.vue', './local/**', './sync/**', './use/**'], 'The service worker is shell only.']) },
]
