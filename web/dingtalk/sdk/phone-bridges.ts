// The bridges to phone clients; `pc-bridge.ts` has that to the PC client. The page has one of the
// two (proxy/page/document.ts), which must run before any call to the client.
import 'dingtalk-jsapi/platform/android'
import 'dingtalk-jsapi/platform/ios'
import 'dingtalk-jsapi/platform/harmony'
