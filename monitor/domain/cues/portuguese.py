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
        e o? novo? reforco
        apresentado/apresenta no/na?
        confirma/confirmou
        oficializa/oficializou
        vende/vendeu/vendem
        empresta/emprestou
        troca/trocou _ pelo/pela
        ruma/rumou ao
        regressa/regressou ao
        despede se
        bem vindo
        e jogador do
        assina/assinou pelo/com/ate
        chega/chegou ao/a
        chegou/chega _? para ser/reforcar
        primeira/primeiras imagem/imagens/foto/fotos/palavras de/da/do/com/no/na?
        com a? camisola do/da
        tempo/dia/hora da apresentacao
        apresentacao do/da/oficial
        apresenta/apresentou se no/na/ao/em
        esta de? regresso/volta ao/a
        anuncia/anunciou/confirma/confirmou/oficializa/oficializou a?
            venda/saida/cedencia/emprestimo/transferencia de/do/da
        troca/trocou _? _? por/pelo/pela
        feliz por estar/chegar/assinar
        salto para
        a? titulo definitivo
        por emprestimo do/da/de
        ultimo reforco
        ja jogador/reforco do/da
        ja treina/treinou
        contratado por/pelo/pela
        volta/voltou a? emprestar/contratar
        anuncia/anunciou/marca/marcou apresentacao
        vendido/emprestado/cedido ao/a
        transfere se para
        muda/mudou se para
        sai/saiu/segue/parte para o/a
        esta de? regresso
        diz/disse adeus
        acerta/acertou a? ida
        oficializado/oficializada no/na/em/como
        recebido/recebida em festa
        troca/trocou de clube
        ja? posa com
        divulga/divulgou valores da/do? transferencia/venda/negocio
        a? minha/sua vinda
    """,
    Stage.MEDICAL: """
        exame/exames medico/medicos
        realiza/realizou/faz/fez/fazendo/passou exames/testes medicos?
        realiza/realizou exames
        em exames
        passa/passou nos? exames
        ja? fez exames medicos?
    """,
    Stage.AGREEMENT: """
        da/deu/dara o? sim ao/a
        tem/tinha/ha acordo verbal
        chega a custo zero em
        anuncio deve sair
        exames na/no/em/amanha segunda/terca/quarta/quinta/sexta/sabado/domingo?
        exames marcados/agendados
        tem/tinha tudo? fechado/acertado/encaminhado
        tudo certo/acertado/fechado/encaminhado entre/com/para/por?
        deu/da/disse o? sim
        aperto de maos
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
        muito? perto do/da/de
        a um passo do/da/de
        a caminho do/da/de
        acordo entre/com/por
        chega/chegou a acordo
        aceita/aceitou a? proposta
        diz/disse sim a/ao
        vai ser
        sera reforco/jogador
        viaja para assinar
        so falta
        esperado no
        fecha/fechou
        encaminha/encaminhou
        bate/bateu a? clausula
        exames medicos amanha
        chegou/chega/viajou/viaja/aterrou/esta ao/a/no/na? _? para assinar
        mais? muito? cada? vez? mais? proximo/perto do/da/de
        deve/devem/devera fechar/assinar/voltar/regressar/rumar/reforcar/ser/ir/jogar
            com/pelo/ao/no/a?
        quase fechado/fechada/certo/certa/garantido/feito/oficial/concluido
        acaba/acabara por assinar/fechar/reforcar
        nao foge ao/a?
        garantido no/na/em
        vai/vao buscar/contratar/pagar/receber
        contratara/reforcara/assinara
        acordo a? vista
        acordo anunciado/confirmado
        anuncia/anunciou/anunciam principio? de? acordo
        a? caminho do/da/de/dos
        rumo ao/a
        fecha/fechou com
        fechar/fecham/fecharam com
        para assinar contrato
        acerta/acertou com/a? venda/compra/emprestimo/contratacao/saida/regresso?
        em vias de
        por horas/detalhes
        certo/garantido/assegurado no/na/em
        assegura/assegurou
        tudo certo/acertado/pronto/fechado
        esta a chegar
        havera acordo
        alinhavado/alinhavada/apalavrado/apalavrada
        solucao a? vista
        ja? fechado no/na/com
    """,
    Stage.BID: """
        oferece/ofereceu _? milhoes
        lance/investida de
        poe/pos/coloca/colocou _ _? na mesa
        milhoes na mesa
        nova/primeira/segunda investida/oferta
        proposta/propostas/oferta/ofertas
        oferece/oferecem/ofereceu
        apresenta/apresentou/enviou/envia/prepara/recusa/recusou/rejeita/rejeitou
            uma/a? proposta/oferta
        recusa/recusou/rejeita a? proposta
        aumenta/melhora a? proposta
        sobe/subiu/sobem a? parada
        contraproposta
        melhora/melhorou/melhoram a? proposta/oferta
        investida/investidas
        oferece/ofereceu/oferecem
        em cima da mesa
    """,
    Stage.TALKS: """
        aproximam/aproxima posicoes
        negocio/negociacao avanca/avancam
        reune/reuniram se
        negocia/negociam/negociando/negociou/negociar com/por/a/o?
        negociacao/negociacoes/conversas/contactos/contatos
        em negociacoes/conversas/contacto/contato
        reuniu/reune/reuniao com
        conversa/conversam com
        avanca/avancam/acelera/aceleram por
        avanca/avancou por/para
        em conversas/conversacoes
        negoceia/negoceiam
        reunido/reuniao com/para
        pergunta/perguntou por?
        pede/pediu _? milhoes
        pede _ emprestado
        bate/bateu a/na porta
        tenta emprestimo
        bate na porta
        tenta/tentam/procura/procuram acordo
        reuniao marcada
        contactou/contatou/contactaram/contatar
        exige/exigem/exigido
        formaliza/formalizou/formalizaram
        abordagem por/a
        negociado para/com
        conversar com
        pre contrato com
        quanto tem de pagar
        faz/fez/fazem esforco/forca por
        reta final
        ultimato
        pressiona/pressionam por/para
        estamos? a? negociar com/por?
        conversou/falou com
        pede/pedem/pediu _? _? de volta
        preso pelo/por pagamento/detalhes/valores
        a? espera de/do acordo
    """,
    Stage.INTEREST: """
        quer repatriar
        mira/miram
        tem interesse em
        aparece/surge como alvo/opcao
        seguido/observado/monitorado/pretendido/cobicado por/pelo/pela
        na lista/orbita/pauta do/da/de?
        interessa/agrada/agradaria/interessaria ao/a
        ve/veem com bons
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
        de olho em/no
        atento a/ao
        sonha/sonham com
        oferecido ao/a
        agrada ao
        bons olhos
        admite vender
        pode/podera avancar/reforcar
        pede/pediu para sair
        volta/voltou a? carga
        insiste/insistem em/no/na
        intromete/lanca se
        entra/entrou na mira
        para o lugar de
        quer/querem sair/contratar/levar
        ainda? nao desiste/desistiu/desistem de
        nao esquece/larga/perde de? vista?
        em cima de/do/da
        aponta/apontam/apontou/associa/associam/liga/ligam ao/a
        um? dos? alvo/alvos de/do/da
        nas? cogitacoes do/da?
        lista de desejos/compras/alvos
        desejado/pretendido/cobicado pelo/pela/por
        vai/quer? pedir/pede/pediu/pedem para sair/deixar
        e? prioridade em/para/no/do?
        quer/querem roubar/desviar/buscar/resgatar
        tentara/tenta/tentar contratar/contratacao
        noticia de mercado
        com mercado em
        volta/voltam/voltou a? apontar
        disponivel/disponiveis para negociar
        formalizou interesse
        assume/assumiu propostas/interesse
        prepara se para
        na luta/disputa por/pelo/pela
        pisca/piscam o? olho
        namora/namoram
        equaciona/equacionam/pondera/ponderam
        abre/abrem/abriu a? porta a/de/saida/para
        hipotese/opcao/possibilidade para/de/do
        em carteira/equacao
        cobica/cobicado
        vontade de sair
        nao fecha a? porta de/a saida?
        ligado/apontado ao?
        chama/chamam por
        suspira/suspiram por
        pressao alta para/por
        para agarrar/resgatar/convencer
        entra/entram/entrou em cena
        rota de colisao
        lanca/lancou duvidas
        preparar/prepara mudanca para
        de saida do/da
        condicao/condicoes para ficar no/na/em
        novo/novos pretendente/pretendentes
        ja? sabe preco de/do
    """,
    Stage.STAYS: """
        renova/renovou/renovar/renovacao/renovado/renovara
        prolonga/prolongou/estende/estendeu/extensao o/de/do? contrato
        novo contrato com/ate
        fica no/na/em
        vai ficar
        continua/continuara/permanece/permanecera no/na/em
        nao sai/vai/deixa/sera
        quer ficar
        fica/ficam no/na
        vai cumprir contrato
        renova/renovar/renovou com
        acabou duvida
        vai/deve/quer/espera/prefere/deseja/passa que/por? continuar/ficar/permanecer
        continuara/ficara
        fique/ficar/continuar no/na/em
        blinda/blindar/blindado/blindou
        amarra/amarrado/segura/prende
        ponto final nas? no? duvidas/assunto/novela
        aposta firme
        muito? feliz no/na/em
        ficar/ficara/fica no/na/em
        havera acordo renovacao
        quer/aperta/vai para? renovar
    """,
    Stage.DENIED: """
        nem penso/pensa em sair
        nao ha fumo
        sem qualquer
        nao ha/houve/existe qualquer/nenhuma/nenhum
        qualquer/nenhuma/nenhum conversa/contacto/contato/negociacao/proposta/interesse/acordo
        nao procede
        nao faz/fazem parte dos planos
        nunca houve
        nao esta a/em venda
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
        diz/disse nao
        nao vende/liberta/sai/vai
        intransferivel
        nem por
        nao foi/foram oferecido/contactado/contratado
        nao rescinde/rescindiu
        nao teve/tem/recebeu/recebemos/tive nenhum/nenhuma/qualquer?
            proposta/propostas/oferta/ofertas/contacto
        falhada/falhado contratacao/transferencia/negocio
        desmente/desmentiu boatos/rumores/saida
        nega/negou/desmente/desmentiu transferencia/negociacoes/saida/interesse/contactos
        fora de hipotese/questao
        fora dos planos
        por terra
        nao vem/chega/ruma
        trava/travou a? saida/negocio/transferencia
        afastam
        mais longe de/do/da
        espera/esperam que _? _? rejeite/recuse/fique
        riscado/riscou/dispensado por/pelo/pela?
        fecha/fechou/fecham a/as porta/portas
        fecha/fechou/fecham porta/portas
    """,
    Stage.WITHDRAWN: """
        ja nao vai/quer avancar/contratar
        recua/recuou e
        perde/perdeu forca
        esfria/esfriou
        sai/saiu da disputa/negociacao
        da/deu por? encerrada
        recua/recuou
        volta/voltou atras
        negocio melou/esfriou
        negocio/transferencia/acordo caiu/falhou/gorado/gorada/desfeito
        desiste/desistiu/desistiram de
        sai da corrida
        retira/retirou a? proposta/oferta
        negociacoes encerradas/rompidas/canceladas
        ja nao interessa/quer
        cai/caiu/falha/falhou/abortado
        perde/perdeu _ para
        esquece/esqueceu
        retira/retirou a? proposta
        cai por terra
        cai/caiu a? transferencia/negocio/acordo
        acordo/negocio falha/falhou/falhado/cai/caiu/abortado
    """,
    Tone.HEDGE: """
        pode/poderia/podera/podem/possivel/alegadamente/talvez/supostamente/estaria/seria/parece/rumor/rumores/tera/teria
        tomara/oxala
    """,
    Tone.NOT: "nao/nem/nunca/sem",
    Tone.YET: """
        faltando/restando/restam/resta so/apenas/o/a
        so/apenas/faltando apenas? falta/faltam/o/a
        falta/faltam so/apenas/assinatura/detalhes
        falta o? anuncio
        ainda nao
        nao _? _? ainda
        falta/faltam o/a/os/assinar
        a espera de
        espera de acordo
    """,
    Tone.TRAP: """
        site/conta/perfil/nota/horario/jogo oficial
        volta ao treino/treinos/campo
        jogo da volta
        recusou em/no janeiro/inverno/verao
        novo jogador da semana
        proximo/perto do fim/final/golo/titulo/apuramento
        rejeita/rejeitou/recusa/recusou abordar/comentar/falar
        confirma/confirmou/confirmo que
    """,
    Tone.PER: """
        segundo/conforme/informa/avanca/via
        adianta/noticia/noticiou/apurou/escreve
        de acordo com
        conforme apurou
    """,
}
