import type { reasons as en } from '../en/reasons.js';

/** Russian texts of what is behind a failure: exactly the keys of the English ones. */
export const reasons = {
  'reason.noSuchPort':
    '{client} ждёт ответа до тайм-аута: у сервиса {service} нет порта {port}/{protocol}, есть {ports}. Ни одно правило не берёт этот пакет, а больше такого адреса ни у кого нет.',
  'reason.unscheduled':
    '{client} сразу получил отказ: у сервиса {service} нет эндпоинтов, потому что для {count, plural, one {# выбранного им пода} other {# выбранных им подов}} не нашлось узла. Планировщик говорит: «{said}»',
  'reason.probe':
    '{client} сразу получил отказ: у сервиса {service} нет эндпоинтов, потому что {count, plural, =1 {выбранный им под {pod} не готов} one {из # выбранного им пода ни один не готов} other {из # выбранных им подов ни один не готов}}: {probe} контейнера {container} не проходит.',
  'reason.crashes':
    '{client} сразу получил отказ: у сервиса {service} нет эндпоинтов, потому что {count, plural, =1 {выбранный им под {pod} не готов} one {из # выбранного им пода ни один не готов} other {из # выбранных им подов ни один не готов}}: контейнер {container} раз за разом завершается, и следующий запуск откладывается (CrashLoopBackOff).',
  'reason.portNames':
    '{client} сразу получил отказ: у сервиса {service} нет эндпоинтов для порта с именем {port}, потому что в записанных для него эндпоинтах порты названы {names}. Имена должны совпадать.',
  'reason.writtenNotReady':
    '{client} сразу получил отказ: эндпоинты, записанные для сервиса {service}, помечены как неготовые.',
  'reason.headless':
    '{client} не может разрешить имя {name}: сервис {service} — headless, его имя означает адреса его готовых подов, а таких нет.',
  'reason.insideOnly':
    '{client} ждёт ответа до тайм-аута: {target} — это ClusterIP сервиса {service}, и что с ним делать, знают только узлы кластера.',
  'reason.pending':
    '{client} ждёт ответа до тайм-аута: у сервиса {service} ещё нет внешнего адреса (<pending>), а адреса {target} вне кластера ни у кого нет.',
  'reason.alias':
    '{client} не может подключиться к {name}: это лишь другое имя (ExternalName) для {target}, а его адреса не знает ни один DNS-сервер.',
  'reason.aliasIsAddress':
    '{client} не может разрешить имя {name}: в externalName стоит адрес {target}, а должно стоять имя, и CoreDNS на него не отвечает. К адресу ведёт сервис без селектора с EndpointSlice.',
  'reason.hostWithoutAddress':
    '{client} не может разрешить имя {name}: этот хост назван в Ingress {ingress}, но адреса, который можно было бы опубликовать, у него ещё нет.',
  'reason.dns.aliasIsAddress':
    '{name} — это сервис {service} типа ExternalName, но {target} — адрес, а не имя: {server} им не отвечает, NXDOMAIN.',
} as const satisfies Record<keyof typeof en, string>;
