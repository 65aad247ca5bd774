// The slowest step starts first: this script is inlined in the head with all that asking any client
// needs, and runs while the rest of the page arrives. `phone-call.ts` or `pc-call.ts`, right behind
// it, asks.
import '#web/dingtalk/sdk/sdk-core.ts'
import '#web/api/session/client-code.ts'
import '#web/api/session/page-corp.ts'
import '#web/dingtalk/entry-address.ts'
