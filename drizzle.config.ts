import { defineConfig } from 'drizzle-kit'

/** For `npm run db:generate`, which writes a migration if the tables have changed. */
export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './proxy/store/schema.ts',
    './proxy/store/access-schema.ts',
    './proxy/store/call-leases.ts',
    './proxy/store/corps/corp-schema.ts',
    './proxy/store/outbox/outbox-schema.ts',
    './proxy/store/sweep/sweep-schema.ts',
  ],
  out: './proxy/store/migrations',
})
