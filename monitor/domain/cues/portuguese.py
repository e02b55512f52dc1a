"""How Portuguese speaks of transfers; `tone` says how phrases are written."""

from __future__ import annotations

from typing import Final

from monitor.domain.cues.tone import Table, Tone
from monitor.domain.stage import Stage

PORTUGUESE: Final[Table] = {
    Stage.DONE: """
        e oficial
        negocio/acordo fechado/concluido/selado/feito
        contratacao/transferencia fechada/concluida/confirmada/oficializada
        assina/assinou com/pelo/pela/por
        assinou contrato
        acerta/acertou com/a? ida?
        anuncia/anunciou/confirma/confirmou/oficializa/oficializou/apresenta
            a? contratacao/chegada/reforco/transferencia
        novo jogador/reforco do/da
        ja e jogador do/da
        bem vindo ao/a
        reforca/reforcou o/a
        emprestado ao/a
        contrata/contratou
        empresta/emprestou
        chega/chegou ao/a por?
        oficial
        foi apresentado
        e do/da _ agora?
    """,
    Stage.MEDICAL: """
        exame/exames medico/medicos
        realiza/realizou/faz/fez/fazendo/passou exames/testes medicos?
    """,
    Stage.AGREEMENT: """
        acordo total/verbal/fechado?/iminente/completo/alcancado/encaminhado
        principio de acordo
        chega/chegam/chegou/chegaram a acordo/um
        chegou a um acordo
        ha acordo
        tem acordo
        acordado/acertado
        acerta/acertam venda/compra/saida/com
        muito? perto de
        perto de assinar/fechar/acertar/oficializar/contratar/reforcar/regressar/ser
        prestes a assinar/fechar/anunciar/ser
        iminente
        vai assinar/reforcar/jogar
        exame/exames medico/medicos amanha/marcado/marcados/agendado/agendados/segunda/terca
        vai/fara/ira fazer? exames medicos?
        bate/bateu/paga/pagou a? clausula
        negocio/transferencia encaminhado/encaminhada/iminente
        antes dos exames medicos
        disse sim ao/a
    """,
    Stage.BID: """
        proposta/propostas/oferta/ofertas
        oferece/oferecem/ofereceu
        apresenta/apresentou/enviou/envia/prepara/recusa/recusou/rejeita/rejeitou
            uma/a? proposta/oferta
    """,
    Stage.TALKS: """
        negocia/negociam/negociando/negociou/negociar com/por/a/o?
        negociacao/negociacoes/conversas/contactos/contatos
        em negociacoes/conversas/contacto/contato
        reuniu/reune/reuniao com
        conversa/conversam com
        avanca/avancam/acelera/aceleram por
    """,
    Stage.INTEREST: """
        quer/querem contratar/o/a/levar/trazer/voltar/regressar?
        interesse/interessado/interessados/interessada
        na mira do/da/de
        de olho em
        alvo do/da/de
        no radar/agenda
        sonda/sondou/sondam/monitora/deseja/pretende/estuda/cobica
        pode/poderia/podera ir/assinar/voltar/regressar/trazer/ser/reforcar/deixar
        apontado/associado/ligado ao/a
        volta/regresso/retorno ao/a/do/de
        voltar/regressar ao/a/para
        ultima danca
        na corrida por
        chamar por
        lanca/lancam se por
        entra/entrou/esta na mira
        objetivo/objectivo do
        contratar
        insiste em/no/na
    """,
    Stage.STAYS: """
        renova/renovou/renovar/renovacao/renovado/renovara
        prolonga/prolongou/estende/estendeu/extensao o/de/do? contrato
        novo contrato com/ate
        fica no/na/em
        vai ficar
        continua/continuara/permanece/permanecera no/na/em
        nao sai/vai/deixa/sera
        nao esta a/em venda
    """,
    Stage.DENIED: """
        nega/negou/negam/desmente/desmentiu/descarta/descartou/descartam/afasta/afastou
        nao ha contacto/contato/contactos/contatos/negociacoes/interesse/proposta/acordo/nada
        nao vai assinar/reforcar/jogar/voltar/regressar/contratar
        nao quer/negocia/interessa/volta/assina
        nao e verdade
        e falso/mentira
        disse nao
        nao avancou/avanca/cede/negoceia
        nem por
        recusa/recusou/rejeita/rejeitou voltar/ir/jogar/sair/assinar/o/a?
    """,
    Stage.WITHDRAWN: """
        negocio/transferencia/acordo caiu/falhou/gorado/gorada/desfeito
        desiste/desistiu/desistiram de
        sai da corrida
        retira/retirou a? proposta/oferta
        negociacoes encerradas/rompidas/canceladas
        ja nao interessa/quer
    """,
    Tone.HEDGE: """
        pode/poderia/podera/podem/possivel/alegadamente/talvez/supostamente/estaria/seria/parece/rumor/rumores/tera/teria
        tomara/oxala
    """,
    Tone.NOT: "nao/nem/nunca/sem",
    Tone.YET: """
        ainda nao
        nao _? _? ainda
        falta/faltam o/a/os/assinar
        a espera de
    """,
    Tone.TRAP: """
        site/conta/perfil/nota/horario/jogo oficial
        volta ao treino/treinos/campo
        jogo da volta
        recusou em/no janeiro/inverno/verao
        novo jogador da semana
    """,
    Tone.PER: "segundo/conforme/informa/avanca/via",
}
