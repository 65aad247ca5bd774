// What takes longest is begun first: this stands in the head of the page with all that is needed to ask
// any client, and nothing else, so that it runs while the rest of the page is still arriving. What asks
// stands right behind it: `phone-call.ts` or `pc-call.ts`.
import '#web/dingtalk/sdk/sdk-core.ts'
import '#web/api/session/client-code.ts'
import '#web/api/session/page-corp.ts'
import '#web/dingtalk/entry-address.ts'
