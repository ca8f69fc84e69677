"""Lo que se contesta a una frase: la plata de un momento, lo atrasado, lo que vence y el corte."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.textos import formato
from bot.textos.datos_del_plan import titulo
from bot.textos.estado import con_plazo, linea
from bot.textos.gasto import MOMENTOS
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.vencimientos import Atrasadas
from dominio.modelo.consolidado import Estado, EstadoActividad
from dominio.modelo.corte import Recepcion
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.objeto import Objeto
from dominio.modelo.plan import Renglon
from dominio.puertos.tiempo import Calendario
from dominio.reglas.alertas import terminada
from dominio.reglas.plazos import dias_habiles_entre, dias_restantes

_POR_LISTA = 5
_EN_EL_MES = 10


def de_momento(estado: Estado, momento: MomentoGasto) -> Html:
    """Cuánto va en ese momento del gasto, contra qué se compara y qué razón da."""
    razones, saldos = estado.razones, estado.saldos
    contra, razon = {
        MomentoGasto.CDP: (_("la apropiación definitiva"), razones.cdp_definitiva),
        MomentoGasto.COMPROMISO: (_("la apropiación definitiva"), razones.compromisos_definitiva),
        MomentoGasto.OBLIGACION: (_("la apropiación definitiva"), razones.obligaciones_definitiva),
        MomentoGasto.PAGO: (_("las obligaciones"), razones.pagos_obligaciones),
    }[momento]
    base = saldos.obligaciones if momento is MomentoGasto.PAGO else saldos.definitiva
    nombre = f"{estado.codigo} · {estado.nombre}" if estado.codigo else estado.nombre
    return unir(
        [
            armar("<b>%(nombre)s</b>", nombre=recortar(nombre, 160)),
            armar(
                _("%(momento)s en lo corrido del año: <b>%(valor)s</b>"),
                momento=MOMENTOS[momento],
                valor=formato.pesos(saldos.de(momento)),
            ),
            armar(
                _("Es %(razon)s de %(contra)s (%(base)s)."),
                razon=formato.razon(razon),
                contra=contra,
                base=formato.pesos(base),
            )
            if razon is not None
            else armar(
                _("No aplica compararlo con %(contra)s: van en %(base)s."),
                contra=contra,
                base=formato.pesos(base),
            ),
            armar(_("Apropiación definitiva: %(valor)s"), valor=formato.pesos(saldos.definitiva)),
        ]
    )


def atrasadas(halladas: Atrasadas, de_que: Objeto | None, hoy: date) -> Html:
    """Lo vencido y lo atrasado, lo peor primero, y cuántas más hay."""
    partes = [titulo(de_que)] if de_que is not None else []
    if not halladas.vencidas and not halladas.atrasadas:
        partes.append(armar(_("Nada vencido ni atrasado entre %(n)s."), n=formato.actividades(halladas.de)))
    if halladas.vencidas:
        partes.append(_bloque(Html(_("<b>Vencidas</b>")), [con_plazo(a, hoy) for a in halladas.vencidas]))
    if halladas.atrasadas:
        partes.append(_bloque(Html(_("<b>Atrasadas</b>")), [linea(a) for a in halladas.atrasadas]))
    if halladas.en_riesgo:
        frase = ngettext(
            "Además, %(n)s está en riesgo.", "Además, %(n)s están en riesgo.", halladas.en_riesgo
        )
        partes.append(armar(frase, n=formato.actividades(halladas.en_riesgo)))
    return unir(partes, "\n\n")


def vencimientos(tocan: Sequence[EstadoActividad], dias: tuple[date, date], hoy: date) -> Html:
    """Lo que termina entre esos días, por fecha."""
    desde, hasta = (formato.fecha(dia) for dia in dias)
    if not tocan:
        return armar(
            _("Entre el %(desde)s y el %(hasta)s no vence nada sin terminar."), desde=desde, hasta=hasta
        )
    cabeza = armar(_("<b>Vencen entre el %(desde)s y el %(hasta)s</b>"), desde=desde, hasta=hasta)
    lineas = [
        armar(
            _("%(linea)s · %(fecha)s"), linea=con_plazo(uno, hoy), fecha=formato.fecha_corta(uno.renglon.fin)
        )
        for uno in tocan
    ]
    return _bloque(cabeza, lineas, _EN_EL_MES)


def fecha_limite(renglon: Renglon, hoy: date, calendario: Calendario) -> Html:
    """Cuándo termina una actividad y cuánto falta, en días corridos y hábiles."""
    faltan = dias_restantes(hoy, renglon.fin)
    if faltan < 0:
        frase = _("Terminaba el <b>%(fecha)s</b>: venció hace %(dias)s.")
        if terminada(renglon):
            frase = _("Terminaba el <b>%(fecha)s</b> y ya está en 100 %%.")
    elif faltan == 0:
        frase = _("Termina <b>hoy</b>, %(fecha)s.")
    else:
        frase = _("Termina el <b>%(fecha)s</b>: %(dias)s (%(habiles)s).")
    habiles = max(dias_habiles_entre(hoy, renglon.fin, calendario.es_habil), 0)
    return unir(
        [
            armar("%(codigo)s · %(nombre)s", codigo=renglon.codigo, nombre=recortar(renglon.nombre, 120)),
            armar(
                frase,
                fecha=formato.fecha(renglon.fin),
                dias=formato.faltan(faltan) if faltan > 0 else formato.dias(-faltan),
                habiles=ngettext("%(n)s hábil", "%(n)s hábiles", habiles) % {"n": habiles},
            ),
            armar(_("Va en %(avance)s."), avance=formato.porcentaje(renglon.avance)),
        ]
    )


def cierre(recibe: Recepcion, hoy: date, faltan: int | None) -> Html:
    """Qué corte recibe y hasta cuándo; ``faltan``, cuántas le faltan por reportar a quien pregunta."""
    situacion = recibe.situacion
    corte = formato.corte(situacion.corte)
    if recibe.extemporaneo:
        linea_del_corte = armar(
            _("El %(corte)s cerró el <b>%(cierre)s</b>. Lo de hoy queda en él, como extemporáneo."),
            corte=corte,
            cierre=formato.fecha(situacion.cierre),
        )
    else:
        linea_del_corte = armar(
            _("El corte abierto es el %(corte)s: cierra el <b>%(cierre)s</b> (%(dias)s)."),
            corte=corte,
            cierre=formato.fecha(situacion.cierre),
            dias=formato.faltan(dias_restantes(hoy, situacion.cierre)),
        )
    otros = [
        armar(
            _("También está abierto el %(corte)s, hasta el %(cierre)s."),
            corte=formato.corte(otro.corte),
            cierre=formato.fecha(otro.cierre),
        )
        for otro in recibe.tambien
    ]
    if faltan is None:
        return unir([linea_del_corte, *otros])
    pendiente = Html(_("Usted no tiene nada sin reportar en él."))
    if faltan:
        frase = ngettext("Le falta reportar %(n)s.", "Le faltan por reportar %(n)s.", faltan)
        pendiente = armar(frase, n=formato.actividades(faltan))
    return unir([linea_del_corte, *otros, pendiente])


def no_entendi(ejemplos: Sequence[str]) -> Html:
    """Que no se entendió, con cosas que sí se pueden escribir."""
    lineas = [armar("• <code>%(ejemplo)s</code>", ejemplo=ejemplo) for ejemplo in ejemplos]
    return unir([Html(_("No le entendí. Puede escribirme cosas como:")), *lineas])


def _bloque(cabeza: Html, lineas: Sequence[Html], maximo: int = _POR_LISTA) -> Html:
    otras = len(lineas) - maximo
    mas = [armar(_("… y %(n)s más"), n=otras)] if otras > 0 else []
    return unir([cabeza, *lineas[:maximo], *mas])
