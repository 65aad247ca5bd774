import * as esign1 from '@alicloud/dingtalk/dist/esign_1_0/client.js'
import * as esign2 from '@alicloud/dingtalk/dist/esign_2_0/client.js'
import type { SdkHarness } from './sdk-harness.ts'

type Constructor = new (argument: unknown) => object

/** The input of an operation. */
export type SdkInput = {
  /** The id in the path, for operations that have one. */
  id?: string
  /** Fields of the query or the body. */
  request?: Record<string, unknown>
  /** Defaults to our internal app's token in 2.0 and the third-party app's in 1.0. */
  token?: string
}

function find(holder: object, name: string): unknown {
  return Reflect.get(holder, name)
}

function isConstructor(value: unknown): value is Constructor {
  return typeof value === 'function'
}

function construct(module: object, name: string, argument: unknown): object | undefined {
  const found = find(module, name)
  return isConstructor(found) ? new found(argument) : undefined
}

/**
 * Calls one e签宝 operation by the SDK's method name, with the SDK's own client, request and header
 * classes.
 *
 * @returns the answer's body as parsed by the SDK
 */
export async function invoke(
  sdk: SdkHarness,
  generation: '1.0' | '2.0',
  name: string,
  input: SdkInput = {},
): Promise<unknown> {
  const module = generation === '1.0' ? esign1 : esign2
  const { internal, thirdParty } = sdk.tokens
  const token = input.token ?? (generation === '1.0' ? thirdParty : internal)
  const prefix = name.charAt(0).toUpperCase() + name.slice(1)
  const client = new module.default(sdk.config)
  const method = find(client, `${name}WithOptions`)
  if (typeof method !== 'function') throw new Error(`The SDK has no ${name}.`)
  const response: unknown = await Reflect.apply(
    method,
    client,
    [
      input.id,
      construct(module, `${prefix}Request`, input.request ?? {}),
      construct(module, `${prefix}Headers`, { xAcsDingtalkAccessToken: token }),
      { toMap: () => ({}) },
    ].filter((argument) => argument !== undefined),
  )
  return typeof response === 'object' && response !== null ? find(response, 'body') : undefined
}
