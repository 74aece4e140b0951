import type { policy as english } from '../en/policy.js';

/** Russian texts of the policy area, in ICU MessageFormat. */
export const policy = {
  'policy.peer.pods': '{name} несёт нужные метки и находится в {namespace}, как и сама политика.',
  'policy.peer.everyPod': '{name} — под из {namespace}, а пустой селектор выбирает их все.',
  'policy.peer.namespaces': '{name} находится в {namespace}, это пространство имён подходит.',
  'policy.peer.both': '{name} несёт нужные метки, и его пространство имён {namespace} тоже подходит.',
  'policy.peer.block': '{address} входит в {cidr}.',
  'policy.peer.otherNamespace':
    '{name} находится в {namespace}. Один podSelector выбирает поды только из пространства имён самой политики, {wanted}.',
  'policy.peer.podLabel':
    '{name} не подходит под {requirement}: {has, select, yes {у него {key}={value}} other {метки {key} у него нет}}.',
  'policy.peer.namespaceLabel':
    'Пространство имён {namespace}, где находится {name}, не подходит под {requirement}: {has, select, yes {у него {key}={value}} other {метки {key} у него нет}}.',
  'policy.peer.address': '{address} — не под кластера, а селекторы выбирают только поды.',
  'policy.peer.node': '{address} — адрес узла {node}, а селекторы выбирают только поды с собственным адресом.',
  'policy.peer.outsideBlock': '{address} не входит в {cidr}.',
  'policy.peer.excepted': '{address} входит в {cidr}, но {except} из него исключён.',
  'policy.peer.noAddress': 'У {name} ещё нет адреса, который мог бы входить в {cidr}.',
  'policy.peer.nothing': 'Здесь никто не назван.',

  'policy.port.any': 'Разрешены все порты {protocol}.',
  'policy.port.number': '{port}/{protocol} — тот самый порт.',
  'policy.port.range': '{port}/{protocol} — в диапазоне от {first} до {last}.',
  'policy.port.named': '«{name}» на {pod} — это {port}.',
  'policy.port.otherProtocol': 'Здесь речь о {protocol}, а соединение — {asked}.',
  'policy.port.otherNumber': 'Здесь порт {port}, а соединение идёт на {asked}.',
  'policy.port.outsideRange': '{asked} не входит в диапазон от {first} до {last}.',
  'policy.port.namedOther': '«{name}» на {pod} — это {port}, а соединение идёт на {asked}.',
  'policy.port.namedMissing': 'У {pod} нет порта {protocol} с именем «{name}».',
  'policy.port.namedNoPod': '«{name}» — имя порта пода, а {address} — не под.',

  'policy.rule.noPeer':
    '{count, plural, =1 {Источник или получатель здесь один, и это не {peer}.} other {Источников и получателей здесь #, и {peer} среди них нет.}}',
  'policy.rule.noPort':
    '{count, plural, =1 {Порт здесь один, и это не {port}.} other {Портов здесь #, и {port} среди них нет.}}',

  'policy.decision.open':
    '{direction, select, ingress {Ни одна политика не выбирает {pod} для входящих соединений: войти может любое.} other {Ни одна политика не выбирает {pod} для исходящих соединений: ему доступно всё.}}',
  'policy.decision.rule':
    '{direction, select, ingress {Правило {rule} политики {policy} впускает {peer} в {pod}, порт {port}.} other {Правило {rule} политики {policy} выпускает {pod} к {peer}, порт {port}.}}',
  'policy.decision.noMatch':
    '{direction, select, ingress {{pod} изолирован для входящих соединений ({policies}), и ни одно правило {count, plural, one {этой политики} other {этих политик}} не впускает {peer}, порт {port}.} other {{pod} изолирован для исходящих соединений ({policies}), и ни одно правило {count, plural, one {этой политики} other {этих политик}} не выпускает его к {peer}, порт {port}.}}',
  'policy.decision.otherPort':
    '{direction, select, ingress {{pod} изолирован для входящих соединений ({policies}). Правило {rule} политики {policy} впускает {peer}, но не на порт {port} — а это порт самого пода, не порт сервиса.} other {{pod} изолирован для исходящих соединений ({policies}). Правило {rule} политики {policy} выпускает его к {peer}, но не на порт {port} — а это порт за сервисом, не порт самого сервиса.}}',
  'policy.decision.noRules':
    '{direction, select, ingress {{pod} изолирован для входящих соединений ({policies}), и правил нет ни одного: войти не может никто, {peer} тоже.} other {{pod} изолирован для исходящих соединений ({policies}), и правил нет ни одного: выйти нельзя никуда, к {peer} тоже.}}',
  'policy.decision.self': 'Под всегда достаёт до себя самого: политики {pod} здесь ни при чём.',
  'policy.decision.ownNode': '{pod} и его узел {node} всегда достают друг до друга, что бы ни говорили политики.',
  'policy.decision.hostNetwork': '{pod} живёт в сети своего узла: политика видит узел и выбрать такой под не может.',
  'policy.decision.ignored':
    '{count, plural, one {{policies} выбирает} other {{policies} выбирают}} {pod} для {direction, select, ingress {входящих} other {исходящих}} соединений, но ничего не происходит: этот сетевой провайдер принимает объекты NetworkPolicy и не исполняет их.',

  'policy.stop':
    '{direction, select, ingress {Пакет отброшен на {node} перед входом в {pod} ({policies}).} other {Пакет отброшен на {node} при выходе из {pod} ({policies}).}} Никому об этом не сообщают: клиент ничего не слышит и ждёт, пока не выйдет время. Отказ пришёл бы сразу.',
  'policy.sum':
    '{direction, select, ingress {{client} не дождётся ответа от {target}: входящие правила {pod} его не пускают ({policies}), пакет отброшен. Клиент ждёт, пока не выйдет время.} other {{client} не дождётся ответа от {target}: исходящие правила {pod} его не выпускают ({policies}), пакет отброшен. Клиент ждёт, пока не выйдет время.}}',
  'policy.sumDns':
    '{direction, select, ingress {{client} не может даже узнать адрес {name}: входящие правила сервера имён {pod} его не пускают ({policies}), вопрос отброшен.} other {{client} не может даже узнать адрес {name}: исходящие правила не выпускают вопрос к серверу имён {server} ({policies}), он отброшен.}}',
} as const satisfies Record<keyof typeof english, string>;
