import { approvalPath, flowPath, goTo } from '#web/components/page/navigation.ts'
import { DingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { scanQrCode } from '#web/dingtalk/scan.ts'
import { linkTarget } from './link-target.ts'

export type ScanTrouble = 'scanNothing' | 'scanFailed'

/** Opens what a scanned code leads to. Resolves to why it did not; null if it did or was cancelled. */
export async function openScanned(): Promise<ScanTrouble | null> {
  try {
    const target = linkTarget(await scanQrCode())
    if (target === null) return 'scanNothing'
    goTo(target.kind === 'flow' ? flowPath(target.taskId) : approvalPath(target.instanceId))
  } catch (cause) {
    const isCancelled = cause instanceof DingTalkError && cause.failure === 'cancelled'
    if (!isCancelled) return 'scanFailed'
  }
  return null
}
