import { defineConfig } from 'drizzle-kit'

/** For `npm run db:generate`, which writes a migration if the tables have changed. */
export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './proxy/base/store/schema.ts',
    './proxy/base/store/access-schema.ts',
    './proxy/base/store/assistants/assistant-schema.ts',
    './proxy/base/store/instance-store.ts',
    './proxy/base/store/corps/corp-schema.ts',
    './proxy/base/store/jobs/jobs-schema.ts',
    './proxy/base/store/outbox/outbox-schema.ts',
    './proxy/base/store/statistics/measure-schema.ts',
    './proxy/base/store/sweep/sweep-schema.ts',
    './proxy/base/store/terms-schema.ts',
    './proxy/base/store/webhooks/webhook-schema.ts',
  ],
  out: './proxy/base/store/migrations',
})
