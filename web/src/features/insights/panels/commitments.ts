import type { CommitmentFigures, CommitmentsQuery } from '@/api/types'
import { decimalSign } from '@/ui/format/money'
import type { Exploration } from '../exploration'

/** The one member of a list; the server narrows commitments to a single payer or account. */
const only = (values: readonly string[] | undefined) => (values?.length === 1 ? values[0] : undefined)

export function commitmentsQuery({ from, to, filters }: Exploration): CommitmentsQuery {
  return { from: from.slice(0, 7), to: to.slice(0, 7), payer: only(filters.payer), account: only(filters.account) }
}

/** A month in which something was committed. */
export const hasUse = ({ used, unused }: Pick<CommitmentFigures, 'used' | 'unused'>) => decimalSign(used) !== 0 || decimalSign(unused) !== 0

/** What people call a commitment: the end of its name. */
export const shortArn = (arn: string) => arn.split('/').at(-1) ?? arn
