"""Qué se le puede cambiar a una actividad sin traer un libro, y hasta dónde."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from dominio.errores.versiones import CambioImposible, ModificacionSinCambios
from dominio.modelo.modificacion import CampoModificable
from dominio.modelo.plan import Registro, Renglon
from dominio.reglas.financiero import exigir_cadena
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje

_CIEN = Porcentaje.de(100)
Valor = date | Porcentaje | Decimal | Pesos | None


def valor_guardado(renglon: Renglon, campo: CampoModificable) -> Valor:
    """Lo que la actividad tiene hoy en ese campo; ``None`` si es el responsable, el monto o el cierre.

    Fuente: Gobernación del Valle, «Formulación planes de acción 2021» (actividad: fechas, ponderación).
    """
    return {
        CampoModificable.INICIO: renglon.inicio,
        CampoModificable.FIN: renglon.fin,
        CampoModificable.PONDERACION: renglon.ponderacion,
        CampoModificable.CANTIDAD: renglon.cantidad_programada,
    }.get(campo)


def exigir_cambio(renglon: Renglon, campo: CampoModificable, valor: Valor, vigencia: Vigencia) -> None:
    """Lanza si ese valor no cabe en la actividad.

    Args:
        renglon: la actividad como está guardada.
        campo: fecha, ponderación (puntos) o cantidad (en su unidad).
        valor: el nuevo.
        vigencia: la del plan.

    Raises:
        CambioImposible: la fecha sale de la vigencia o queda terminando antes de empezar, la ponderación
            pasa de 100, la cantidad no es mayor que cero, o el valor no es de ese campo.
        ModificacionSinCambios: ya estaba así.

    Fuente: dominio.md R11 y R12 (fechas dentro de la vigencia, ponderaciones que suman 100 %).
    """
    if campo in (CampoModificable.INICIO, CampoModificable.FIN):
        _exigir_fecha(renglon, campo, valor, vigencia)
    elif campo is CampoModificable.PONDERACION:
        if not isinstance(valor, Porcentaje) or valor > _CIEN:
            raise CambioImposible(campo.value, causa="ponderacion", objeto=renglon.codigo)
    elif campo is CampoModificable.CANTIDAD and (not isinstance(valor, Decimal) or valor <= 0):
        raise CambioImposible(campo.value, causa="cantidad", objeto=renglon.codigo)
    if valor == valor_guardado(renglon, campo) and not renglon.sin_fechas:
        raise ModificacionSinCambios(campo.value, objeto=renglon.codigo)


def exigir_monto(registro: Registro, monto: Pesos) -> None:
    """Lanza si el registro no puede quedar con ese monto, en pesos.

    Mientras no se haya cargado ejecución el monto es la apropiación definitiva: no puede quedar por
    debajo de lo que ya tiene CDP.

    Raises:
        ModificacionSinCambios: ya tenía ese monto.
        CadenaDeGastoRota: el CDP quedaría por encima.

    Fuente: cadena presupuestal (CDP ≤ apropiación definitiva), dominio.md R17.
    """
    if monto == registro.monto:
        raise ModificacionSinCambios("monto", objeto=registro.actividad_codigo)
    if registro.saldos.definitiva == registro.monto:
        exigir_cadena(replace(registro.saldos, definitiva=monto))


def salto_de_monto(antes: Pesos, despues: Pesos) -> int | None:
    """Cuánto sube o baja un monto, en puntos porcentuales enteros, si es más de la mitad; si no, ``None``.

    De cero pesos no hay proporción que decir.

    Fuente: docs/reglas.md (lo improbable se avisa y no se impide: un cero de más multiplica por diez).
    """
    if not antes.centavos:
        return None
    diferencia = despues.centavos - antes.centavos
    if 2 * abs(diferencia) <= antes.centavos:
        return None
    puntos = abs(diferencia) * 100 // antes.centavos
    return puntos if diferencia > 0 else -puntos


def _exigir_fecha(renglon: Renglon, campo: CampoModificable, valor: Valor, vigencia: Vigencia) -> None:
    if not isinstance(valor, date) or not vigencia.inicio <= valor <= vigencia.fin:
        raise CambioImposible(campo.value, causa="fuera_de_la_vigencia", vigencia=vigencia)
    inicio = valor if campo is CampoModificable.INICIO else renglon.inicio
    fin = valor if campo is CampoModificable.FIN else renglon.fin
    if fin < inicio:
        raise CambioImposible(campo.value, causa="al_reves", inicio=inicio, fin=fin)
