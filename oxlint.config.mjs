import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Which folder may import what. `regex` matches the text between the quotes of an import.
 * @typedef {{ regex: string, message: string, allowTypeImports?: boolean }} Forbidden
 */

/** @type {Forbidden} */
const upwards = {
  regex: '^\\.\\./',
  message: 'What is not in the same folder is imported by #web/, #proxy/ or #shared/.',
}

const inBrowser = [
  {
    regex: '(^|[/#])(proxy|sandbox|e2e|bench|scripts)/',
    message: 'web imports itself and shared.',
  },
  { regex: '^zod', message: 'zod never reaches the browser.' },
  {
    regex: '^#shared/schemas/',
    allowTypeImports: true,
    message: 'web imports types only from schemas.',
  },
]

const jsapi = {
  regex: '^dingtalk-jsapi',
  message: 'Only web/dingtalk imports dingtalk-jsapi.',
}

const inProxy = [
  {
    regex: '(^|[/#])(web|e2e|sandbox|bench|scripts)/',
    message: 'proxy imports itself and shared; only its two entries and tests import sandbox.',
  },
]

const sql = {
  regex: '^(drizzle-orm|pg)(/|$)',
  message: 'SQL stands in proxy/base/store and the stores of features.',
}

/** @param {string} parts @param {string} message */
const notOfWeb = (parts, message) => ({ regex: `^#web/(${parts})/`, message })

/** The features of the proxy, from the one that knows least: each may import those before it. */
const proxyFeatures = [
  'corp',
  'session',
  'access',
  'audit',
  'page',
  'vitals',
  'files',
  'messages',
  'flows',
  'finder',
  'assistants',
  'live',
  'notices',
  'sweep',
  'outbox',
  'webhooks',
  'todos',
  'access-requests',
  'terms',
  'approvals',
  'robot',
  'events',
  'page-addresses',
  'admin',
  'orders',
  'operator',
  'health',
  'first-visit',
  'jsapi',
  'me',
  'nudges',
  'openapi',
  'readiness',
  'registrations',
  'start-flow',
  'sandbox-control',
  'checks',
]

for (const name of readdirSync(join(import.meta.dirname, 'proxy', 'features')))
  if (!proxyFeatures.includes(name)) throw new Error(`oxlint.config.mjs does not list ${name}.`)

/** @param {string} above what stands above a floor @param {string} message */
const notOfProxy = (above, message) => ({ regex: `^#proxy/(${above})`, message })

const composition = 'start/|app\\.ts|server\\.ts'

/** What files may not import. If several entries match a file, only the last one counts. */
const layers = [
  {
    files: ['shared/**'],
    forbidden: [
      upwards,
      {
        regex: '^([^.#z]|z[^o]|zo[^d]|zod.)|^#([^s]|s[^h])',
        message: 'shared imports itself and zod.',
      },
    ],
  },
  {
    files: ['shared/rules/**'],
    forbidden: [
      upwards,
      { regex: '^[^.#]|^#([^s]|s[^h])', message: 'Rules import rules alone.' },
      { regex: '^#shared/schemas/', message: 'Rules import rules alone, types too.' },
    ],
  },
  {
    files: ['shared/**/*.test.ts'],
    forbidden: [upwards],
  },
  { files: ['web/**'], forbidden: [...inBrowser, jsapi, upwards] },
  {
    files: ['web/api/**', 'web/i18n/**', 'web/widgets/**'],
    forbidden: [
      ...inBrowser,
      jsapi,
      upwards,
      notOfWeb('app|features|first-visit', 'What pages are made of imports no page, nor web/app.'),
    ],
  },
  {
    files: ['web/dingtalk/**'],
    forbidden: [
      ...inBrowser,
      upwards,
      notOfWeb(
        'app|features|widgets|components|api|first-visit',
        'web/dingtalk knows the client alone.',
      ),
    ],
  },
  {
    files: ['web/components/**'],
    forbidden: [
      ...inBrowser,
      jsapi,
      upwards,
      notOfWeb(
        'app|features|widgets|first-visit',
        'Components know no contract, no page, nor web/app.',
      ),
    ],
  },
  {
    files: ['web/features/*/*'],
    forbidden: [
      ...inBrowser,
      jsapi,
      upwards,
      notOfWeb('app|features|first-visit', 'Features never import each other, nor web/app.'),
    ],
  },
  {
    files: ['web/features/*/*/**'],
    forbidden: [
      ...inBrowser,
      jsapi,
      { regex: '^\\.\\./\\.\\./', message: 'Features never import each other.' },
      notOfWeb('app|features', 'Features never import each other; inside one, paths are relative.'),
    ],
  },
  { files: ['proxy/**'], forbidden: [...inProxy, upwards, sql] },
  ...proxyFeatures.flatMap((name, place) => {
    const later = proxyFeatures.slice(place + 1).map((each) => `features/${each}/`)
    const ofFeature = notOfProxy(
      [composition, ...later].join('|'),
      'Features import each other in one direction: the list in oxlint.config.mjs.',
    )
    return [
      { files: [`proxy/features/${name}/**`], forbidden: [...inProxy, upwards, sql, ofFeature] },
      {
        files: [`proxy/features/${name}/**/*-store.ts`],
        forbidden: [...inProxy, upwards, ofFeature],
      },
    ]
  }),
  {
    files: ['proxy/upstream/**'],
    forbidden: [
      ...inProxy,
      upwards,
      sql,
      notOfProxy(`${composition}|features/`, 'proxy/upstream knows base alone.'),
    ],
  },
  {
    files: ['proxy/base/**'],
    forbidden: [
      ...inProxy,
      upwards,
      sql,
      notOfProxy(
        `${composition}|features/|upstream/`,
        'proxy/base knows neither DingTalk nor e签宝.',
      ),
    ],
  },
  {
    files: ['proxy/base/store/**'],
    forbidden: [
      ...inProxy,
      upwards,
      notOfProxy(
        `${composition}|features/|upstream/`,
        'proxy/base knows neither DingTalk nor e签宝.',
      ),
    ],
  },
  {
    files: ['proxy/server.ts', 'proxy/dev.ts'],
    forbidden: [
      upwards,
      {
        regex: '(^|[/#])(web|e2e|bench|scripts)/',
        message: 'The entries import proxy, shared and sandbox.',
      },
    ],
  },
  {
    files: ['proxy/**/testing/**', 'proxy/**/*.test.ts'],
    forbidden: [
      upwards,
      {
        regex: '(^|[/#])(web|e2e|bench)/',
        message: 'Tests of proxy never import web, e2e or bench.',
      },
    ],
  },
  {
    files: ['sandbox/**'],
    forbidden: [
      {
        regex: '(^|[/#])(web|proxy|shared|e2e|bench|scripts)/',
        message: 'The sandbox plays a foreign system and imports nothing of ours.',
      },
    ],
  },
]

export default {
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'react', 'jsx-a11y', 'promise'],
  categories: { correctness: 'error', suspicious: 'error' },
  env: { es2024: true },
  ignorePatterns: ['dist', 'node_modules', 'data'],
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': [
      'error',
      { considerDefaultExhaustiveForUnions: true },
    ],
    'typescript/consistent-type-imports': 'error',
    'typescript/consistent-type-definitions': ['error', 'type'],
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-default-export': 'error',
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'no-console': 'error',
    'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    'react/react-in-jsx-scope': 'off',
    'import/no-unassigned-import': 'off',
    'react/rules-of-hooks': 'error',
    'react/exhaustive-deps': 'error',
    'typescript/consistent-return': 'off',
    'promise/always-return': 'off',
    'promise/no-callback-in-promise': 'off',
    'jsx-a11y/prefer-tag-over-role': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/require-module-specifiers': 'off',
  },
  overrides: [
    {
      files: ['web/**', 'public/**'],
      // The oldest engines have neither `toSorted` nor `toReversed`.
      rules: { 'unicorn/no-array-sort': 'off', 'unicorn/no-array-reverse': 'off' },
    },
    {
      files: ['*.config.ts', '*.config.mjs', 'proxy/dev.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
    { files: ['scripts/**', 'bench/**'], rules: { 'no-console': 'off' } },
    {
      // Tests, lists of words and components, and what is generated.
      files: [
        '**/*.{test,spec}.*',
        'web/i18n/{zh,en}.ts',
        'e2e/gallery/gallery.tsx',
        '**/migrations.ts',
      ],
      rules: { 'max-lines': 'off' },
    },
    ...layers.map(({ files, forbidden }) => ({
      files,
      rules: {
        'no-restricted-imports': 'off',
        'typescript/no-restricted-imports': ['error', { patterns: forbidden }],
      },
    })),
  ],
}
