"""Un mensaje de una persona dentro de su transacción: su borrador, su diálogo y lo que se le contesta."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.atencion.ciclo import abrio_con, adjunto_de
from bot.atencion.conversacion import MENSAJE, Conversacion, objeto_del, respondidas
from bot.atencion.cruces import (
    ES_MI_RESPUESTA,
    conviene_leer,
    frase_de,
    interrumpe,
    pregunta_de_cruce,
    rotulo_de_seguir,
    valor_para,
)
from bot.atencion.entrada import ClaseEntrada, Entrada
from bot.atencion.puesto import Puesto
from bot.atencion.respuesta import Atencion, Respuesta
from bot.motor.acciones import Accion
from bot.motor.avanzar import Encaje, encaja, paso_actual
from bot.motor.botones import APARTE, de_dialogo
from bot.motor.campos import Crudo, Datos
from bot.motor.pantalla import MAXIMO_BOTONES, ROTULOS, botones
from dominio.casos.contexto import Contexto
from dominio.entender.texto import normalizar
from dominio.modelo.borrador import Borrador
from dominio.modelo.entendido import Intencion
from dominio.modelo.envio import EnvioTomado
from dominio.modelo.persona import Persona


@dataclass(frozen=True, slots=True)
class Turno(Puesto):
    """Atiende una entrada con la transacción abierta; quien lo llama la confirma."""

    def atender(self, atencion: Atencion) -> Sequence[EnvioTomado]:
        """Decide quién contesta y encola lo que contesta."""
        entrada = self.entrada
        if entrada.clase is ClaseEntrada.EDICION and not entrada.texto:
            # Una ubicación en vivo se edita sola cada pocos segundos: no hay nada que contestar.
            return ()
        if entrada.clase is ClaseEntrada.INLINE:
            return self._en_linea(atencion)
        if not entrada.privado:
            return self.encolar(atencion.en_grupo(entrada))
        persona = self.unidad.personas.por_telegram(entrada.usuario_id)
        if persona is None:
            return self.encolar(atencion.sin_persona(self.unidad, entrada, self.ahora))
        if persona.inalcanzable:
            self.unidad.personas.marcar_alcance(entrada.usuario_id, inalcanzable=False)
        contexto = self._contexto(persona)
        conversacion = Conversacion(self, contexto, atencion, Datos(self.ahora, contexto))
        borrador = self.unidad.borradores.traer(persona.id, entrada.chat_id)
        if borrador is not None and borrador.asunto not in self.dialogos:
            borrador = None
        if entrada.dato.startswith("d:"):
            return conversacion.tocar(borrador)
        if borrador is not None and entrada.clase is ClaseEntrada.TEXTO:
            if self._contesta_una_difusion():
                return self._suelto(conversacion, borrador)
            return self._texto(conversacion, borrador)
        if borrador is not None and self._corrige_lo_guardado(contexto, borrador):
            return self._suelto(conversacion, borrador)
        if borrador is not None and self._edita_la_frase(borrador):
            return self._frase_editada(conversacion, borrador)
        if borrador is not None and (acto := _acto(entrada, borrador)) is not None:
            return conversacion.avanzar(borrador, acto)
        return self._suelto(conversacion, borrador)

    def _contexto(self, persona: Persona) -> Contexto:
        entidad, update_id = self.unidad.entidades.traer(persona.entidad_id), self.entrada.update_id
        calendario = self.calendario_de(entidad)
        return Contexto(self.unidad, persona, entidad, self.ahora, calendario, "chat", update_id)

    def _contesta_una_difusion(self) -> bool:
        """Si se cita un mensaje que alguien difundió: no es la respuesta de lo que se pregunta."""
        if self.entrada.responde_a is None:
            return False
        objeto = self.unidad.salidas.objeto_de(self.entrada.chat_id, self.entrada.responde_a)
        return (objeto or "").startswith("difusion:")

    def _en_linea(self, atencion: Atencion) -> Sequence[EnvioTomado]:
        """Una búsqueda desde otro chat: no toca el diálogo en curso."""
        persona = self.unidad.personas.por_telegram(self.entrada.usuario_id)
        contexto = None if persona is None else self._contexto(persona)
        return self.encolar(atencion.en_linea(contexto, self.entrada, self.ahora))

    def _corrige_lo_guardado(self, contexto: Contexto, borrador: Borrador) -> bool:
        """Si se editó un mensaje de un reporte ya guardado, y no la última respuesta del actual."""
        entrada = self.entrada
        if entrada.clase is not ClaseEntrada.EDICION or entrada.mensaje_id is None:
            return False
        if borrador.respuestas.get(MENSAJE) == str(entrada.mensaje_id):
            return False
        hallado = self.unidad.ciclo.de_mensaje(contexto.entidad.id, entrada.chat_id, entrada.mensaje_id)
        return hallado is not None

    def _edita_la_frase(self, borrador: Borrador) -> bool:
        return self.entrada.clase is ClaseEntrada.EDICION and abrio_con(borrador, self.entrada.mensaje_id)

    def _frase_editada(self, conversacion: Conversacion, borrador: Borrador) -> Sequence[EnvioTomado]:
        """Se editó la frase que abrió el reporte: se lee otra vez, y lo que diga reemplaza lo que decía."""
        entrada = replace(self.entrada, clase=ClaseEntrada.TEXTO)
        respuesta = conversacion.atencion.atender(conversacion.contexto, entrada)
        return conversacion.dar(replace(borrador, respuestas={}), respuesta)

    def _suelto(self, conversacion: Conversacion, borrador: Borrador | None) -> Sequence[EnvioTomado]:
        """Lo que no es con el diálogo en curso."""
        entrada = replace(self.entrada, dato=self.entrada.dato.removeprefix(APARTE))
        respuesta = conversacion.atencion.atender(conversacion.contexto, entrada)
        rotulo = "" if borrador is None else rotulo_de_seguir(self.dialogos[borrador.asunto])
        return conversacion.dar(borrador, _con_regreso(respuesta, borrador, rotulo))

    def _texto(self, conversacion: Conversacion, borrador: Borrador) -> Sequence[EnvioTomado]:
        """Lo escrito con un reporte empezado: su respuesta, si puede serlo; otra cosa, si es claro."""
        texto, contexto = self.entrada.texto, conversacion.contexto
        if normalizar(texto[:40]).strip(" .!") == normalizar(str(ES_MI_RESPUESTA)):
            duda = self.unidad.dudas.traer(contexto.actor.id, self.entrada.chat_id)
            texto = frase_de(duda, borrador) or texto
            return conversacion.avanzar(borrador, texto)
        dialogo, datos = self.dialogos[borrador.asunto], conversacion.datos
        encaje = encaja(dialogo, borrador, texto, datos)
        if encaje in (Encaje.ACCION, Encaje.RESPUESTA):
            return conversacion.avanzar(borrador, texto)
        if not conviene_leer(texto, encaje):
            return conversacion.avanzar(borrador, texto)
        entendido = conversacion.atencion.entender(contexto, self.entrada)
        actual = objeto_del(borrador.respuestas)
        if encaje is Encaje.NINGUNO:
            if valor := valor_para(paso_actual(dialogo, borrador, datos), entendido, actual):
                return conversacion.avanzar(borrador, valor)
            if entendido.intencion is Intencion.AYUDA:
                return conversacion.avanzar(borrador, Accion("ayuda"))
        if not interrumpe(entendido, encaje, actual):
            return conversacion.avanzar(borrador, texto)
        if not respondidas(borrador):
            return self._suelto(conversacion, borrador)
        pregunta = pregunta_de_cruce(contexto, dialogo, borrador, entendido, encaje)
        return self.encolar(Respuesta((pregunta,)), contexto.actor.id)


def _es_del_dialogo(entrada: Entrada) -> bool:
    """«/corregir», «/igual A-012» y «/seguir 2» son órdenes aunque el diálogo tenga botones así llamados."""
    if entrada.orden == "corregir" or (entrada.orden in ("igual", "seguir") and entrada.argumento):
        return False
    return entrada.orden in ROTULOS


def _acto(entrada: Entrada, borrador: Borrador) -> Crudo | Accion | None:
    """Lo que la entrada le dice al diálogo en curso; ``None`` si no es con él."""
    match entrada.clase:
        case ClaseEntrada.ORDEN:
            return Accion(entrada.orden) if _es_del_dialogo(entrada) else None
        case ClaseEntrada.ARCHIVO if (archivo := entrada.archivo) is not None:
            return adjunto_de(entrada, archivo)
        case ClaseEntrada.EDICION:
            respondido = borrador.respuestas.get(MENSAJE) == str(entrada.mensaje_id)
            return entrada.texto if respondido else Accion("editado")
        case ClaseEntrada.OTRA:
            return Accion("raro", entrada.tipo_raro)
        case _:
            return None


def _con_regreso(respuesta: Respuesta, borrador: Borrador | None, rotulo: str) -> Respuesta:
    """Quien consulta a mitad de un reporte tiene a la mano cómo volver a él."""
    if borrador is None or not respuesta.pantallas or not respondidas(borrador):
        return respuesta
    *previas, ultima = respuesta.pantallas
    if sum(map(len, ultima.filas)) >= MAXIMO_BOTONES:
        return respuesta
    dato = de_dialogo(borrador.clave_envio, borrador.version, "seguir")
    regreso = botones((rotulo, dato))
    return replace(respuesta, pantallas=(*previas, replace(ultima, filas=ultima.filas + regreso)))
