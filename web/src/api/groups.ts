import { useMutation, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { getAll, getTagged, patch, post, put, remove, type Tagged } from './client'
import { keys } from './keys'
import type { Assignment, BillingGroup, CustomCharge, MoveEffect, MoveOrder } from './types'
import { useInvalidatePriced } from './useInvalidate'

export function useGroups(enabled: MaybeRefOrGetter<boolean> = true) {
  return useQuery({ queryKey: [...keys.groups, 'list'], queryFn: () => getAll<BillingGroup>('/billing-groups'), enabled: computed(() => toValue(enabled)) })
}

export function useGroup(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => [...keys.groups, 'one', toValue(id)]),
    queryFn: () => getTagged<BillingGroup>(`/billing-groups/${toValue(id)}`),
    enabled: computed(() => toValue(id) !== ''),
  })
}

export type GroupDraft = Pick<BillingGroup, 'name' | 'description' | 'currency' | 'bill_to'> & { pricing_plan_id?: string | null }

export function useCreateGroup() {
  return useMutation({
    mutationFn: (group: GroupDraft) => post<BillingGroup>('/billing-groups', group),
    onSuccess: useInvalidatePriced(keys.groups, keys.plans),
  })
}

export function useChangeGroup() {
  return useMutation({
    mutationFn: (change: { id: string; etag: string; group: Partial<GroupDraft> }) =>
      patch<BillingGroup>(`/billing-groups/${change.id}`, change.group, { ifMatch: change.etag }),
    /* Also after a refusal: somebody else's version is there to be read. */
    onSettled: useInvalidatePriced(keys.groups, keys.plans),
  })
}

export function useDeleteGroup() {
  return useMutation({
    mutationFn: (id: string) => remove(`/billing-groups/${id}`),
    /* The list, and not the group itself: it is not there to be read again. */
    onSuccess: useInvalidatePriced([...keys.groups, 'list'], keys.accounts, keys.plans),
  })
}

export function useAssignments(groupId: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => [...keys.groups, 'assignments', toValue(groupId)]),
    queryFn: () => readAssignments(toValue(groupId)),
    enabled: computed(() => toValue(groupId) !== ''),
  })
}

async function readAssignments(groupId: string): Promise<Tagged<Assignment[]>> {
  const { value, etag } = await getTagged<{ assignments: Assignment[] }>(`/billing-groups/${groupId}/accounts`)
  return { value: value.assignments, etag }
}

export const writeAssignments = (groupId: string, etag: string, assignments: Assignment[]) =>
  put<unknown>(`/billing-groups/${groupId}/accounts`, {
    assignments: assignments.map(({ account_id, provider, starts_on, ends_on }) => ({ account_id, provider: provider ?? 'aws', starts_on, ends_on })),
  }, { ifMatch: etag })

/** To be called after accounts joined or left groups. */
export const useAssignmentsChanged = () => useInvalidatePriced(keys.groups, keys.accounts)

export function useWriteAssignments() {
  return useMutation({
    mutationFn: (write: () => Promise<unknown>) => write(),
    onSettled: useAssignmentsChanged(),
  })
}

const postMove = (groupId: string, order: MoveOrder & { preview: boolean }) => post<{ effect: MoveEffect[] }>(`/billing-groups/${groupId}/accounts/move`, order)

/** The account's stay in the group it is in ends on that day, and one in this group begins. */
export const moveAccount = (groupId: string, order: MoveOrder) => postMove(groupId, { ...order, preview: false })

/** What that would do; nothing is changed. */
export function useMovePreview(groupId: MaybeRefOrGetter<string>, order: MaybeRefOrGetter<MoveOrder>, enabled: MaybeRefOrGetter<boolean>) {
  return useQuery({
    queryKey: computed(() => ['move-preview', toValue(groupId), toValue(order)]),
    queryFn: () => postMove(toValue(groupId), { ...toValue(order), preview: true }),
    enabled: computed(() => toValue(enabled)),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
}

export const choosePlan = (groupId: string, planId: string | null) => patch<BillingGroup>(`/billing-groups/${groupId}`, { pricing_plan_id: planId })

export function useCharges(groupId: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => [...keys.charges, toValue(groupId)]),
    queryFn: () => readCharges(toValue(groupId)),
  })
}

export const readCharges = (groupId: string) => getAll<CustomCharge>('/custom-charges', { query: { billing_group_id: groupId } })

export type ChargeDraft = Omit<CustomCharge, 'id'>

export function useSaveCharge() {
  return useMutation({
    mutationFn: ({ id, charge }: { id: string; charge: Partial<ChargeDraft> }) =>
      id ? patch<CustomCharge>(`/custom-charges/${id}`, charge) : post<CustomCharge>('/custom-charges', charge, { idempotencyKey: crypto.randomUUID() }),
    onSuccess: useInvalidatePriced(keys.charges),
  })
}

export function useDeleteCharge() {
  return useMutation({ mutationFn: (id: string) => remove(`/custom-charges/${id}`), onSuccess: useInvalidatePriced(keys.charges) })
}
