// The bridge to the PC client; `phone-bridges.ts` has those to phones. The proxy puts one of the
// two into the page (proxy/features/page/document.ts). It must run before any call to the client.
import 'dingtalk-jsapi/platform/pc'
