import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { loadAppError } from './load-app-error.ts'
import type { AppErrorProps } from './app-error.tsx'

const Failure = lazyPart<AppErrorProps>(async () => (await loadAppError()).AppError)

/** `AppError` in the first load, of which it is no part: few people see it. */
export function LazyAppError(props: AppErrorProps) {
  return <Failure {...props} placeholder={null} />
}
