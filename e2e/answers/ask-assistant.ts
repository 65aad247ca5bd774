/**
 * Calls a tool of the app's MCP server as somebody's assistant does.
 * @param secret a token, or an organisation's key
 * @returns the HTTP status, and what the tool answers as data or, if it cannot, as a text
 */
export async function askAssistant(
  appUrl: string,
  secret: string,
  { tool, args = {}, headers = {} }: { tool: string; args?: object; headers?: object },
): Promise<{ status: number; said: unknown }> {
  const answer = await fetch(`${appUrl}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: tool, arguments: args },
    }),
  })
  const { status } = answer
  const body: { result?: { structuredContent?: unknown; content: { text: string }[] } } =
    await answer.json()
  return { status, said: body.result?.structuredContent ?? body.result?.content[0]?.text }
}
