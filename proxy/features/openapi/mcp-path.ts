import { maxMessageKB } from '#proxy/features/assistants/mcp-routes.ts'
import { answer, refusedAnswers } from './answers.ts'
import { refTo } from './schemas.ts'

const header = (name: string, description: string, example: string) => ({
  name,
  in: 'header',
  description,
  schema: { type: 'string' },
  example,
})

const rpcFailure = (description: string) =>
  answer(description, 'RpcAnswer', {
    jsonrpc: '2.0',
    id: null,
    error: { code: -32_600, message: 'Send one message at a time.' },
  })

const refused = refusedAnswers([
  'assistant-token-invalid',
  'corp-stopped',
  'request-too-large',
  'store-unavailable',
])

const foreign = rpcFailure(
  `${refused['403']?.description} As JSON: \`origin\` or \`host\` is of another server.`,
)

/** The MCP server, for clients without a library of the protocol. */
export const mcpPath = {
  '/mcp': {
    post: {
      operationId: 'askAsAssistant',
      tags: ['assistants'],
      summary: 'Send a message of the Model Context Protocol',
      description: `Streamable HTTP without sessions, answered as JSON. Clients of 2026-07-28 and older ones that \`initialize\` are served. \`tools/list\` names what the person may ask, with a schema for each answer. One message at a time, ${maxMessageKB} kB at most.`,
      externalDocs: { url: 'https://modelcontextprotocol.io/specification' },
      security: [{ assistantToken: [] }],
      parameters: [
        header('mcp-protocol-version', 'From 2025-06-18 on', '2026-07-28'),
        header('mcp-method', 'As in the message; from 2026-07-28 on', 'tools/list'),
        header('mcp-name', 'The tool that is called; from 2026-07-28 on', 'contract_status'),
        header(
          'x-dingtalk-user-id',
          "With an organisation's key: the user id of who asks, set by DingTalk's platform",
          'zhaomin',
        ),
      ],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: refTo('RpcMessage'),
            example: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
          },
        },
      },
      responses: {
        '200': answer('The answer to a request.', 'RpcAnswer', {
          jsonrpc: '2.0',
          id: 1,
          result: { tools: [] },
        }),
        '202': answer('A notification was taken.'),
        '400': rpcFailure('It is no single message of the protocol.'),
        '415': rpcFailure('The body is not JSON by its `content-type`.'),
        ...refused,
        '403': { ...foreign, content: { ...refused['403']?.content, ...foreign.content } },
      },
    },
  },
}

export const assistantToken = {
  type: 'http',
  scheme: 'bearer',
  description:
    "A person's token (我的 › AI 助手 › 新建访问令牌), 90 days at most, or the key of an organisation for DingTalk's own assistants.",
}
