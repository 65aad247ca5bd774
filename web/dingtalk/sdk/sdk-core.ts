import './mac-client.ts'
import 'dingtalk-jsapi/lib/sdk'

// Half of the first call's code, in a script element of its own: it runs while the other half
// arrives.
