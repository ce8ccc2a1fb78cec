/** A number of something, as it stands in addresses and events. */
export const exampleId = '01a1efb3-e290-7000-b746-f2ac232db1cd';

/**
 * What a text is likely to be, by the name of its field; the first that fits the schema is shown. Refinements ask for more than JSON Schema
 * can say, and a reader understands `"email":"chunhua@example.com"` sooner than any pattern.
 */
const byName: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^timeZone$/, ['Asia/Shanghai']],
  [/^clientId$/, ['lichun-help']],
  [/^(?:id|\w+Id|person|invitation|application|seat|invitedBy|person_id)$/, [exampleId, 'standard']],
  [/(?:url|link|website|address|callback)$/i, ['https://help.example.com/']],
  [/^(?:email|account|accounts|typed|canonical|recipient|to|contact)$/, ['chunhua@example.com', 'standard']],
  [/^(?:fleet|strikeList|offTopicTo)$/, ['stream-dingtalk']],
  [/^(?:from|into)$/, ['stream-dingtalk', '2026-11-18']],
  [/^(?:topic|topicName)$/, ['stream']],
  [/^(?:product|productKey|productName)$/, ['app']],
  [/^(?:plan|planName)$/, ['pro']],
  [/^(?:group|groups)$/, ['lichun']],
  [/^(?:channel|welcome|channels)$/, ['tickets']],
  [/^(?:answeringCalendar|hours)$/, ['workdays', '08:00-17:30']],
  [/^(?:readings?)$/, ['before-you-ask']],
  [/^(?:role|roles)$/, ['agent']],
  [/^(?:platform)$/, ['dingtalk']],
  [/^(?:page|path|place)$/, ['/', 'tickets']],
  [/^(?:name|by|realName|author|owner|fleetName|organisationName|departmentName|decidedBy|enteredBy|endedBy|postedBy|handledBy|startedBy|createdBy)$/, ['春华', 'standard']],
  [/^(?:keys?|names|list|aliases|size)$/, ['stream', 'lichun']],
  [/^(?:organisation)$/, ['Example Ltd', 'example']],
  [/^(?:products)$/, ['app']],
  [/^(?:state)$/, ['open']],
  [/^(?:entrance)$/, ['link']],
  [/^(?:endedBecause|rejectedBecause)$/, ['left']],
  [/^(?:hoursLabel)$/, ['Weekdays']],
  [/^(?:expires|after|before|at)$/, ['2026-11-18', '1']],
  [/^(?:area)$/, ['people']],
  [/^(?:field|fields|productClaim)$/, ['name']],
  [/^(?:zh-CN)$/, ['立春']],
  [/^en$/, ['Beginning of spring']],
  [/^(?:title|heading|label|subject)$/, ['Before you join']],
  [/^(?:code|codes)$/, ['123456', 'standard']],
  [/^joinCode$/, ['7K2M-9QXA', 'standard']],
  [/^number$/, ['12345678']],
  [/^(?:uid)$/, ['10086']],
  [/^(?:pullRequest)$/, ['https://github.com/owner/name/pull/1']],
  [/^(?:repository|repositories)$/, ['github:owner/name']],
  [/^(?:handle)$/, ['@stream_help']],
  [/^(?:network|lastUsedNetwork)$/, ['192.0.2.7']],
  [/^(?:device)$/, ['Firefox, Linux']],
  [/^(?:host)$/, ['help.example.com']],
  [/^(?:domains?)$/, ['example.com']],
  [/^(?:issuer)$/, ['https://sign-in.example.com']],
  [/^(?:issuerName)$/, ['Registrar']],
  [/^(?:fileName|file)$/, ['members.csv']],
  [/^(?:folder)$/, ['/var/lib/lichun-backups']],
  [/^(?:mediaType)$/, ['image/png']],
  [/^(?:encoding)$/, ['utf-8']],
  [/^(?:algorithm)$/, ['SHA-256']],
  [/^openapi$/, ['3.1.0']],
  [/^(?:program|postgres|node)$/, ['1.0.0']],
  [/^(?:lastMigration)$/, ['0070-upkeep']],
  [/^(?:events?|type|kind)$/, ['application.decided', 'standard']],
  [/^(?:operation)$/, ['renamePerson']],
  [/^(?:next|cursor)$/, ['WyIwMWExZWZiMyJd']],
  [/^(?:keyPrefix)$/, ['lck_7Qm2']],
  [/^(?:secret|clientSecret|apiToken|token)$/, ['a-secret-of-yours']],
  [/^(?:scopes)$/, ['openid email']],
  [/^(?:reference)$/, ['2026-1118-007']],
  [/^(?:wanted)$/, ['company-project-name']],
  [/^(?:template)$/, ['{company}-{project}-{name}']],
  [/^(?:reason|because|note|about|text|body|content|message|description|summary|tagline|sentence|cure|detail|hint|why|what|when|where|how|question|answer|explanation|conditions|howToJoin|notes|notReached|steps|rules|asks|problem|intakeReason|lastError|lastReason|lastProblem)$/i, ['A few words.', '2026']],
];

/** Texts that fit a field of this name, the likeliest first. */
export function wordsFor(name: string): readonly string[] {
  return byName.find(([pattern]) => pattern.test(name))?.[1] ?? [];
}

const keys: Readonly<Record<string, string>> = {
  centre: 'channels/tickets', team: 'evening', staff_policy: 'staff', 'sign-in provider': 'company', form: 'proposal', hook: 'orders', fleet: 'stream-dingtalk', product: 'app', forge: 'github', check: 'disk',
};

/** The id of what an event is about: most things have a number, what is described by hand has a key. */
export function subjectExample(kind: string): string {
  return keys[kind] ?? exampleId;
}
