// DingTalk on the Mac shows pages in WebKit and names it in its user agent. dingtalk-jsapi knows a PC
// client by what the client puts into the window: a window name with a container id, or the mark below.
// A Mac client that puts its identity elsewhere would be taken for an ordinary browser. The package
// only looks for the mark and calls nothing on it.

if (/\bDTWKWebView\b/.test(navigator.userAgent) && !('dingtalk' in window))
  Object.assign(window, { dingtalk: { platform: { invokeAPI() {} } } })

export {}
