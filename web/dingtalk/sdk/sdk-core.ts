import './mac-client.ts'
import 'dingtalk-jsapi/lib/sdk'

// Half of what the first call needs, in an element of its own: it runs while the other half is still
// arriving.
