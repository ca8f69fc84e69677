"""El asistente: recibe lo que no es un diálogo en curso y lo entrega a quien lo atiende."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.atencion.despacho import Despacho
from bot.atencion.entrada import ClaseEntrada, Entrada
from bot.atencion.respuesta import Respuesta
from bot.dialogos.ajuste_de_recordatorio import AJUSTE_DE_RECORDATORIO
from bot.dialogos.aprobacion import APROBACION
from bot.dialogos.avance import AVANCE
from bot.dialogos.aviso_a_jefatura import con_aviso
from bot.dialogos.cambio_de_actividad import CAMBIO_DE_ACTIVIDAD
from bot.dialogos.coherencia import ACEPTAR_HALLAZGO, AJUSTE_DE_REGLA
from bot.dialogos.consejo import CONSEJO
from bot.dialogos.correccion import CORRECCION
from bot.dialogos.corte import CORTES
from bot.dialogos.delegacion import DELEGACION
from bot.dialogos.devolucion import DEVOLUCION
from bot.dialogos.difusion import DIFUSION
from bot.dialogos.documento_del_plan import DOCUMENTO
from bot.dialogos.ejecucion import EJECUCION
from bot.dialogos.fecha_legal import FECHA_LEGAL
from bot.dialogos.festivo_local import FESTIVO_LOCAL
from bot.dialogos.horario_de_recordatorios import HORARIO
from bot.dialogos.invitacion import INVITACION, dialogo_de_invitacion
from bot.dialogos.marca_de_ruta import MARCA, PLAZO
from bot.dialogos.modificacion import MODIFICACION
from bot.dialogos.publicacion import PUBLICACION
from bot.dialogos.reabrir_hallazgo import REABRIR_HALLAZGO
from bot.dialogos.reclamo import CONFIRMACION_DE_RESPONSABLE, RECLAMO
from bot.dialogos.remision import REMISIONES
from bot.dialogos.repetir import IGUAL, SIN_NOVEDAD
from bot.dialogos.resultado import RESULTADO
from bot.dialogos.revocacion import REVOCACION
from bot.dialogos.rol import CAMBIO_DE_ROL
from bot.ordenes import (
    alertas,
    aplazados,
    catalogos,
    coherencia,
    consultas,
    correcciones,
    cortes,
    delegaciones,
    difusiones,
    evidencias,
    formatos,
    frases,
    inline,
    metas,
    pendientes,
    personas,
    planeacion,
    posponer,
    recordatorios,
    recordatorios_recibidos,
    repeticiones,
    reportes,
    resumenes,
    revision,
    ruta,
    seguimiento,
    versiones,
    vinculacion,
)
from bot.ordenes.menu import accesos
from bot.ordenes.pedido import Atender, Pedido, decir
from bot.ordenes.tabla import NO_DISPONIBLES, que_atiende
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar
from dominio.casos.contexto import Contexto
from dominio.modelo.entendido import Entendido
from dominio.modelo.entidad import Entidad
from dominio.puertos.tiempo import Calendario, Reloj
from dominio.puertos.unidad import Almacen, UnidadDeTrabajo
from dominio.reglas.permisos import Permiso, puede

# Si la entidad lo pide, lo que se reporta le avisa a la jefatura que espera su visto bueno.
DIALOGOS = {
    dialogo.nombre: con_aviso(dialogo)
    for dialogo in (
        AVANCE,
        EJECUCION,
        CORRECCION,
        SIN_NOVEDAD,
        IGUAL,
        RESULTADO,
        *CORTES,
        INVITACION,
        REVOCACION,
        CAMBIO_DE_ROL,
        DELEGACION,
        DEVOLUCION,
        APROBACION,
        MODIFICACION,
        CAMBIO_DE_ACTIVIDAD,
        RECLAMO,
        CONFIRMACION_DE_RESPONSABLE,
        ACEPTAR_HALLAZGO,
        REABRIR_HALLAZGO,
        AJUSTE_DE_REGLA,
        *REMISIONES,
        CONSEJO,
        PUBLICACION,
        DOCUMENTO,
        MARCA,
        PLAZO,
        DIFUSION,
        HORARIO,
        AJUSTE_DE_RECORDATORIO,
        FECHA_LEGAL,
        FESTIVO_LOCAL,
    )
}

# Prefijo del dato de un botón → quién lo atiende con lo que sigue.
_BOTONES: Mapping[str, Atender] = {
    "e": consultas.tocar_estado,
    "m": consultas.tocar_mis,
    "f": pendientes.tocar_sin_reporte,
    "r": reportes.desde_recordatorio,
    "g": reportes.desde_objeto,
    "i": planeacion.tocar_importacion,
    "c": correcciones.tocar_correccion,
    "s": repeticiones.tocar_repeticion,
    "x": evidencias.tocar_evidencias,
    "q": frases.tocar,
    "y": aplazados.tocar,
    "h": posponer.tocar,
    "p": personas.tocar_personas,
    "j": delegaciones.tocar_delegaciones,
    "t": metas.tocar_resultado,
    "k": cortes.tocar_corte,
    "w": revision.tocar_revision,
    "vp": versiones.tocar_version,
    "vm": versiones.desde_actividad,
    "vx": planeacion.exportar_version,
    "z": coherencia.tocar_coherencia,
    "u": ruta.tocar_ruta,
    "rc": recordatorios.tocar,
    "l": formatos.tocar_formato,
    "ca": catalogos.tocar_catalogo,
    "rs": resumenes.tocar_resumen,
    "al": alertas.tocar_alerta,
    "di": difusiones.tocar_difusion,
    "ra": recordatorios_recibidos.tocar,
    "se": seguimiento.tocar_seguimiento,
}


@dataclass(frozen=True, slots=True)
class Asistente:
    """Atiende órdenes, botones de consulta, archivos y textos sueltos."""

    nombre_del_bot: Callable[[], str]

    def en_grupo(self, entrada: Entrada) -> Respuesta:
        """En un grupo no se muestra ningún dato: una sola frase, y solo si le hablan o lo nombran."""
        frase = _("Por seguridad solo atiendo en privado: ábrame y escriba /start.")
        if entrada.clase is ClaseEntrada.BOTON:
            return Respuesta(aviso=frase)
        nombrado = f"@{self.nombre_del_bot()}".lower() in entrada.texto.lower()
        le_hablan = entrada.clase is ClaseEntrada.ORDEN or nombrado
        return decir(Html(frase)) if le_hablan else Respuesta()

    def en_linea(self, contexto: Contexto | None, entrada: Entrada, ahora: datetime) -> Respuesta:
        """Una búsqueda desde otro chat; sin contexto, quien busca no está vinculado."""
        return Respuesta(envios=(inline.en_linea(contexto, entrada, ahora),))

    def sin_persona(self, unidad: UnidadDeTrabajo, entrada: Entrada, ahora: datetime) -> Respuesta:
        """A quien no está vinculado: su invitación, o una frase."""
        return vinculacion.sin_persona(unidad, entrada, ahora)

    def atender(self, contexto: Contexto, entrada: Entrada) -> Respuesta:
        """Una orden, un botón de consulta, un archivo o un texto suelto."""
        pedido = Pedido(contexto, entrada, entrada.argumento, self.nombre_del_bot())
        match entrada.clase:
            case ClaseEntrada.ORDEN:
                return self._orden(pedido, entrada.orden)
            case ClaseEntrada.BOTON:
                return self._boton(pedido)
            case ClaseEntrada.ARCHIVO:
                return self._archivo(pedido)
            case ClaseEntrada.EDICION:
                return self._edicion(pedido)
            case ClaseEntrada.OTRA:
                que = entrada.tipo_raro or _("eso")
                return self._suelto(pedido, armar(_("No puedo usar %(que)s. Escríbame con texto."), que=que))
            case _:
                return self._texto(pedido)

    def entender(self, contexto: Contexto, entrada: Entrada) -> Entendido:
        """Qué dice el texto, por si a mitad de un reporte no es su respuesta."""
        return frases.entender(contexto, entrada)

    def _edicion(self, pedido: Pedido) -> Respuesta:
        """Editar el mensaje que dio una respuesta ya guardada ofrece corregirla; editar otro no hace nada."""
        entendido = None
        if correcciones.es_de_frase(pedido):
            entendido = self.entender(pedido.contexto, replace(pedido.entrada, clase=ClaseEntrada.TEXTO))
        ofrecida = correcciones.desde_edicion(pedido, entendido)
        frase = _("Cambiar un mensaje ya enviado no me llega como orden: escríbalo de nuevo, o vea /ayuda.")
        return ofrecida or decir(Html(frase))

    def _texto(self, pedido: Pedido) -> Respuesta:
        """Lo que la persona escribe con sus palabras; si no se entiende, qué puede escribir."""
        return frases.atender(pedido) or frases.sin_entender(pedido)

    def _orden(self, pedido: Pedido, nombre: str) -> Respuesta:
        if nombre in NO_DISPONIBLES:
            texto = armar(_("/%(nombre)s todavía no está disponible."), nombre=nombre)
            return self._suelto(pedido, texto)
        atender = que_atiende().get(nombre)
        if atender is None:
            return self._suelto(pedido, armar(_("No conozco la orden /%(nombre)s."), nombre=nombre))
        return atender(pedido)

    def _boton(self, pedido: Pedido) -> Respuesta:
        prefijo, _dos, resto = pedido.entrada.dato.partition(":")
        con_dato = Pedido(pedido.contexto, pedido.entrada, resto, pedido.nombre_del_bot)
        if prefijo == "o" and resto in que_atiende():
            return self._orden(Pedido(pedido.contexto, pedido.entrada, "", pedido.nombre_del_bot), resto)
        if prefijo == "v":
            return Respuesta(aviso=_("Su cuenta ya está vinculada."))
        if prefijo not in _BOTONES:
            pedido.contexto.anotar("rechazar_boton", f"boton:{pedido.entrada.dato[:40]}")
            return Respuesta(aviso=_("Ese botón no es válido. No se hizo nada."))
        return _BOTONES[prefijo](con_dato)

    def _archivo(self, pedido: Pedido) -> Respuesta:
        archivo = pedido.entrada.archivo
        if archivo is not None and catalogos.es_catalogo(pedido.entrada):
            return catalogos.recibir(pedido, archivo)
        if archivo is not None and planeacion.es_libro(archivo):
            if puede(pedido.contexto.actor, Permiso.IMPORTAR):
                return planeacion.recibir_libro(pedido, archivo)
            return self._suelto(pedido, Html(_("Los libros del plan los carga planeación.")))
        respuesta = self._suelto(
            pedido, Html(_("No esperaba un archivo. La evidencia se envía al reportar."))
        )
        return _una_por_album(respuesta, pedido.entrada)

    def _suelto(self, pedido: Pedido, motivo: Html) -> Respuesta:
        texto = armar(_("%(motivo)s\nEsto es lo que puede hacer:"), motivo=motivo)
        return decir(texto, *accesos(pedido.contexto.actor), por_fila=2)


def armar_despacho(
    almacen: Almacen,
    reloj: Reloj,
    calendario_de: Callable[[Entidad], Calendario],
    nombre_del_bot: Callable[[], str],
) -> Despacho:
    """El procesador de entradas, con todos los diálogos y órdenes."""
    # El enlace de una invitación lleva el nombre del bot, que solo se sabe al atender.
    dialogos = {**DIALOGOS, INVITACION.nombre: dialogo_de_invitacion(nombre_del_bot)}
    return Despacho(almacen, reloj, Asistente(nombre_del_bot), dialogos, calendario_de)


def _una_por_album(respuesta: Respuesta, entrada: Entrada) -> Respuesta:
    """Un álbum son varios mensajes seguidos: se contesta una sola vez."""
    album = entrada.archivo.album if entrada.archivo is not None else None
    if not album:
        return respuesta
    clave = f"album:{entrada.chat_id}:{album}"
    return replace(respuesta, pantallas=tuple(replace(p, clave=clave) for p in respuesta.pantallas))
