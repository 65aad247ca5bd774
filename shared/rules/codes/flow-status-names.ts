/** Status names only, as the boot script shows them before other texts are loaded. */
export const statusNames = {
  zh: {
    draft: '草稿',
    signing: '签署中',
    completed: '已完成',
    revoked: '已撤销',
    terminated: '已终止',
    expired: '已过期',
    deleted: '已删除',
    refused: '已拒签',
  },
  en: {
    draft: 'Draft',
    signing: 'Signing',
    completed: 'Completed',
    revoked: 'Revoked',
    terminated: 'Terminated',
    expired: 'Expired',
    deleted: 'Deleted',
    refused: 'Refused',
  },
}
