// Starts the slowest step first: this script is inlined in the head with everything that is needed
// to ask any client, and runs while the rest of the page loads. `phone-call.ts` or `pc-call.ts`,
// directly after it, asks.
import '#web/dingtalk/sdk/sdk-core.ts'
import '#web/api/session/client-code.ts'
import '#web/api/session/page-corp.ts'
import '#web/dingtalk/entry-address.ts'
