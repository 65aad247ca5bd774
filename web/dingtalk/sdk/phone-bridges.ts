// The bridges to phone clients; `pc-bridge.ts` has the one to the PC client. The proxy puts one of
// the two into the page (proxy/features/page/document.ts). It must run before any call to the client.
import 'dingtalk-jsapi/platform/android'
import 'dingtalk-jsapi/platform/ios'
import 'dingtalk-jsapi/platform/harmony'
